package io.journeytracker.intake.mapping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.journeytracker.intake.message.Batch;
import io.journeytracker.intake.message.Message;
import io.journeytracker.intake.message.MessageKind;
import io.journeytracker.intake.source.Source;
import io.journeytracker.schema.Score;
import io.journeytracker.schema.Touchpoint;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a touchpoint of a message. Called by many threads. The only state is what is known of devices' clocks
 * ({@link DeviceClocks}); docs/intake.md has the whole mapping in a table.
 */
public final class TouchpointMapper {

    private static final int MAX_ID = 512;
    private static final long EARLIEST = Instant.parse("1900-01-01T00:00:00Z").toEpochMilli();
    private static final long LATEST = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

    private final DeviceClocks clocks;

    public TouchpointMapper() {
        this(new DeviceClocks());
    }

    TouchpointMapper(DeviceClocks clocks) {
        this.clocks = clocks;
    }

    /**
     * @param batch that the message came in, for the time it was sent
     * @param receivedAt when the request was received, in milliseconds since the epoch
     * @throws UnusableMessageException if it cannot be a touchpoint
     */
    public Touchpoint map(Message message, Batch batch, Source source, long receivedAt)
            throws UnusableMessageException {
        JourneyContext journey = JourneyContext.of(message.context());
        if (message.userId().isBlank()
                && message.anonymousId().isBlank()
                && journey.identifiers().isEmpty()) {
            throw new UnusableMessageException("userId", "neither userId nor anonymousId; expected one of them");
        }
        Answers answers = Answers.of(message.event(), message.properties());
        Touchpoint touchpoint = new Touchpoint();
        touchpoint.setMessageId(id("messageId", message.messageId()));
        touchpoint.setUserId(orNull(id("userId", message.userId())));
        touchpoint.setAnonymousId(orNull(id("anonymousId", message.anonymousId())));
        touchpoint.setPreviousId(orNull(id("previousId", message.previousId())));
        touchpoint.setIdentifiers(Identifiers.of(journey.identifiers(), message.traits(), message.context()));
        touchpoint.setConsent(journey.consent().orElse(null));
        touchpoint.setEvent(EventName.of(message));
        touchpoint.setReceivedAt(receivedAt);
        touchpoint.setSource(source.name());
        boolean cut = feelings(touchpoint, journey, answers);
        worth(touchpoint, journey, message.properties());
        PageContext page = PageContext.of(message.context());
        touchpoint.setProperties(properties(message, page, cut));
        touchpoint.setTraits(traits(message.traits()));
        new Setting(journey, Origin.of(message, page, touchpoint), source).on(touchpoint);
        // Last, so that a message that is refused above teaches nothing about its device's clock.
        touchpoint.setTime(time(message, batch, source, receivedAt));
        return touchpoint;
    }

    private long time(Message message, Batch batch, Source source, long receivedAt) throws UnusableMessageException {
        if (message.time() == Message.NO_TIME) {
            return receivedAt;
        }
        possible("time", message.time());
        // The batch's first: one batch, one offset.
        long sentAt = batch.sentAt() == Message.NO_TIME ? message.sentAt() : batch.sentAt();
        if (sentAt != Message.NO_TIME) {
            possible("sentAt", sentAt);
        }
        // A user id is no device: a customer's may come from a phone, a browser and two backends, each with a clock of
        // its own.
        return message.trueTime() || message.anonymousId().isBlank()
                ? message.time()
                : clocks.corrected(source.name(), message.anonymousId(), message.time(), sentAt, receivedAt);
    }

    private static void possible(String field, long time) throws UnusableMessageException {
        if (time < EARLIEST || time > LATEST) {
            throw new UnusableMessageException(field, "is outside the years 1900 to 9999");
        }
    }

    private static String id(String field, String id) throws UnusableMessageException {
        if (id.length() > MAX_ID) {
            throw new UnusableMessageException(field, "has " + id.length() + " characters; expected at most " + MAX_ID);
        }
        return id;
    }

    private static String orNull(String text) {
        return text.isBlank() ? null : text;
    }

    /** Whether the comment had to be cut. */
    private static boolean feelings(Touchpoint touchpoint, JourneyContext journey, Answers answers) {
        Optional<Score> score = journey.score().or(answers::score);
        Optional<Double> sentiment =
                journey.sentiment().or(answers::sentiment).or(() -> score.flatMap(SurveyScale::sentiment));
        touchpoint.setScore(score.orElse(null));
        touchpoint.setSentiment(sentiment.orElse(null));
        Optional<String> comment = journey.comment().or(answers::comment);
        touchpoint.setComment(comment.map(Texts::comment).orElse(null));
        return comment.filter(text -> text.length() > Texts.MAX_COMMENT).isPresent();
    }

    private static void worth(Touchpoint touchpoint, JourneyContext journey, ObjectNode properties) {
        Optional<Double> value = journey.value().or(() -> Worth.value(properties));
        touchpoint.setValue(value.orElse(null));
        touchpoint.setCurrency(value.flatMap(given -> journey.currency().or(() -> Worth.currency(properties)))
                .orElse(null));
    }

    private static Map<String, Object> properties(Message message, PageContext page, boolean commentCut) {
        Facts facts = new Facts();
        if (commentCut) {
            facts.countCut();
        }
        facts.addAll(message.properties());
        if (message.kind() == MessageKind.PAGE || message.kind() == MessageKind.SCREEN) {
            facts.addMissing("name", message.event());
        }
        facts.addMissing("group_id", message.groupId());
        facts.addMissing("previous_id", message.previousId());
        page.addTo(facts);
        return facts.toMap();
    }

    private static Map<String, Object> traits(ObjectNode traits) {
        Facts facts = new Facts();
        facts.addAll(traits);
        return facts.toMap();
    }
}
