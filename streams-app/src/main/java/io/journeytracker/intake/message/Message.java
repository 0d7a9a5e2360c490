package io.journeytracker.intake.message;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * One message as its sender meant it, before the mapping to a touchpoint. Texts are empty where the sender gave none.
 *
 * @param kind what it does
 * @param messageId unique within the write key; empty: the sender gave none
 * @param anonymousId the device's or browser's id
 * @param userId the customer's id as the company knows it
 * @param previousId of an {@link MessageKind#ALIAS}: the id that the customer had before
 * @param groupId of a {@link MessageKind#GROUP}
 * @param event of a {@link MessageKind#TRACK}: what happened. Of a page or screen: its name, often empty
 * @param time when it happened by the device's clock, in milliseconds since the epoch; {@link #NO_TIME}: not given
 * @param trueTime the time is not the device's but known to be right, and must not be corrected
 * @param sentAt when this message was sent by the device's clock, where its protocol says so for each message;
 *     {@link #NO_TIME}: as the batch says
 * @param properties facts about the event
 * @param traits facts about the customer
 * @param context Segment's context object: page, app, campaign, device, library, userAgent, locale …; other protocols
 *     are brought into this shape by their adapters
 * @param again a body that, sent to the same path again, says this message alone; asked for only if it becomes a dead letter
 */
public record Message(
        MessageKind kind,
        String messageId,
        String anonymousId,
        String userId,
        String previousId,
        String groupId,
        String event,
        long time,
        boolean trueTime,
        long sentAt,
        ObjectNode properties,
        ObjectNode traits,
        ObjectNode context,
        Supplier<byte[]> again)
        implements Item {

    /** Stands for a time that was not given. */
    public static final long NO_TIME = Long.MIN_VALUE;

    public Message {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(messageId);
        Objects.requireNonNull(anonymousId);
        Objects.requireNonNull(userId);
        Objects.requireNonNull(previousId);
        Objects.requireNonNull(groupId);
        Objects.requireNonNull(event);
        Objects.requireNonNull(properties);
        Objects.requireNonNull(traits);
        Objects.requireNonNull(context);
        Objects.requireNonNull(again);
    }

    public static Builder of(MessageKind kind) {
        return new Builder(kind);
    }

    /** Everything but the kind may be left out. */
    public static final class Builder {

        private final MessageKind kind;
        private String messageId = "";
        private String anonymousId = "";
        private String userId = "";
        private String previousId = "";
        private String groupId = "";
        private String event = "";
        private long time = NO_TIME;
        private boolean trueTime;
        private long sentAt = NO_TIME;
        private ObjectNode properties = JsonNodeFactory.instance.objectNode();
        private ObjectNode traits = JsonNodeFactory.instance.objectNode();
        private ObjectNode context = JsonNodeFactory.instance.objectNode();
        private Supplier<byte[]> again = () -> new byte[0];

        private Builder(MessageKind kind) {
            this.kind = kind;
        }

        public Builder messageId(String id) {
            messageId = id;
            return this;
        }

        public Builder anonymousId(String id) {
            anonymousId = id;
            return this;
        }

        public Builder userId(String id) {
            userId = id;
            return this;
        }

        public Builder previousId(String id) {
            previousId = id;
            return this;
        }

        public Builder groupId(String id) {
            groupId = id;
            return this;
        }

        public Builder event(String name) {
            event = name;
            return this;
        }

        public Builder time(long millis) {
            time = millis;
            return this;
        }

        public Builder trueTime(boolean right) {
            trueTime = right;
            return this;
        }

        public Builder sentAt(long millis) {
            sentAt = millis;
            return this;
        }

        public Builder properties(ObjectNode facts) {
            properties = facts;
            return this;
        }

        public Builder traits(ObjectNode facts) {
            traits = facts;
            return this;
        }

        public Builder context(ObjectNode facts) {
            context = facts;
            return this;
        }

        public Builder again(Supplier<byte[]> body) {
            again = body;
            return this;
        }

        public Message build() {
            return new Message(
                    kind,
                    messageId,
                    anonymousId,
                    userId,
                    previousId,
                    groupId,
                    event,
                    time,
                    trueTime,
                    sentAt,
                    properties,
                    traits,
                    context,
                    again);
        }
    }
}
