package io.journeytracker.intake.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Reads JSON that anybody on the internet may have written: within bounds, and saying where it is broken but not what it says. */
final class Json {

    /** Objects and arrays inside one another. */
    static final int MAX_DEPTH = 32;

    private static final int MAX_NAME = 1_000;
    private static final int MAX_NUMBER = 100;
    private static final long MAX_TOKENS = 200_000;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    // Interned names of strangers would stay in memory.
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNameLength(MAX_NAME)
                            .maxNumberLength(MAX_NUMBER)
                            .maxTokenCount(MAX_TOKENS)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array(JsonNode only) {
        return JsonNodeFactory.instance.arrayNode().add(only);
    }

    /** @throws MalformedRequestException if it is not one JSON value, or beyond the bounds */
    static JsonNode read(byte[] body) throws MalformedRequestException {
        return read(body, "body");
    }

    /** @param field where the JSON stands, for the message */
    static JsonNode read(byte[] json, String field) throws MalformedRequestException {
        JsonNode tree;
        try {
            tree = MAPPER.readTree(json);
        } catch (StreamConstraintsException beyond) {
            throw new MalformedRequestException(field, "is beyond a limit: " + beyond.getOriginalMessage());
        } catch (JsonProcessingException broken) {
            throw new MalformedRequestException(field, "is no JSON" + place(broken) + "; expected a JSON value");
        } catch (IOException unreadable) {
            throw new MalformedRequestException(field, "is no JSON: its characters are not UTF-8");
        }
        if (tree.isMissingNode()) {
            throw new MalformedRequestException(field, "is empty; expected JSON");
        }
        return tree;
    }

    /** @throws MalformedRequestException also if it is JSON but no object */
    static ObjectNode readObject(byte[] body) throws MalformedRequestException {
        return asObject(read(body), "body");
    }

    static ObjectNode asObject(JsonNode node, String field) throws MalformedRequestException {
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new MalformedRequestException(field, "is " + kind(node) + "; expected an object");
    }

    static byte[] write(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("A tree that was read could not be written", e);
        }
    }

    /** A copy to add to: the original is kept for the dead letter. */
    static ObjectNode copy(ObjectNode original) {
        return object().setAll(original);
    }

    /** What both say; where they differ, what {@code strong} says. */
    static ObjectNode merge(ObjectNode weak, ObjectNode strong) {
        if (weak.isEmpty()) {
            return strong;
        }
        return strong.isEmpty() ? weak : copy(weak).setAll(strong);
    }

    /** In words, for messages. */
    static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> "an object";
            case ARRAY -> "an array";
            case STRING -> "text";
            case NUMBER -> "a number";
            case BOOLEAN -> "a truth value";
            default -> "missing";
        };
    }

    private static String place(JsonProcessingException broken) {
        return broken.getLocation() == null
                ? ""
                : " at line " + broken.getLocation().getLineNr() + ", column "
                        + broken.getLocation().getColumnNr();
    }
}
