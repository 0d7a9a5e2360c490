package io.journeytracker.intake.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/** Trees of JSON as the adapters read and make them. */
final class Json {

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array(JsonNode only) {
        return JsonNodeFactory.instance.arrayNode().add(only);
    }

    /**
     * @param field where the JSON stands, for the message
     * @throws MalformedRequestException as of {@link BoundedJson#parse}
     */
    static JsonNode read(byte[] json, String field) throws MalformedRequestException {
        try {
            return BoundedJson.parse(json);
        } catch (MalformedRequestException malformed) {
            throw new MalformedRequestException(field, malformed.getMessage());
        }
    }

    /** @throws MalformedRequestException also if it is JSON but no object */
    static ObjectNode readObject(byte[] body) throws MalformedRequestException {
        return asObject(BoundedJson.parse(body), "body");
    }

    static ObjectNode asObject(JsonNode node, String field) throws MalformedRequestException {
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new MalformedRequestException(field, "is " + kind(node) + "; expected an object");
    }

    static byte[] write(JsonNode node) {
        return node.toString().getBytes(StandardCharsets.UTF_8);
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
}
