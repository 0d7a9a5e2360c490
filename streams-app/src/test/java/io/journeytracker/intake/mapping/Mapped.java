package io.journeytracker.intake.mapping;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.journeytracker.intake.message.Batch;
import io.journeytracker.intake.message.Message;
import io.journeytracker.intake.message.MessageKind;
import io.journeytracker.intake.source.Source;
import io.journeytracker.schema.Touchpoint;
import java.util.List;

/** A message by one customer of a source, and what the mapping makes of it. */
final class Mapped {

    static final long RECEIVED_AT = 1_795_442_855_700L;
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonReadFeature.ALLOW_SINGLE_QUOTES).build();

    private final Message.Builder message;
    private Source source = new Source("shop");

    private Mapped(MessageKind kind) {
        message = Message.of(kind).userId("u-1").messageId("m-1");
    }

    static Mapped track(String event) {
        Mapped mapped = of(MessageKind.TRACK);
        mapped.message.event(event);
        return mapped;
    }

    static Mapped of(MessageKind kind) {
        return new Mapped(kind);
    }

    /** @param json with single quotes */
    Mapped properties(String json) {
        message.properties(json(json));
        return this;
    }

    Mapped traits(String json) {
        message.traits(json(json));
        return this;
    }

    Mapped context(String json) {
        message.context(json(json));
        return this;
    }

    Mapped source(Source other) {
        source = other;
        return this;
    }

    /** Access to the rest. */
    Message.Builder message() {
        return message;
    }

    Touchpoint touchpoint() throws UnusableMessageException {
        Message built = message.build();
        return new TouchpointMapper().map(built, Batch.live("k", Message.NO_TIME, List.of(built)), source, RECEIVED_AT);
    }

    static ObjectNode json(String json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The test's own JSON is broken", e);
        }
    }
}
