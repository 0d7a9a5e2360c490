package io.journeytracker.intake.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.journeytracker.intake.message.Message;
import java.util.Optional;

/**
 * A JSON object of a request, read with checks: a field may be missing or null, but what is there must be of the kind
 * that is expected.
 *
 * @param path where it stands in the message, with a dot at the end; empty for the message itself
 */
record Element(ObjectNode node, String path) {

    static Element of(ObjectNode node) {
        return new Element(node, "");
    }

    /** Text; a number counts as text, since ids often are numbers. Empty where missing. */
    String text(String field) throws InvalidFieldException {
        JsonNode value = node.path(field);
        if (value.isTextual() || value.isNumber()) {
            return value.asText();
        }
        if (isMissing(value)) {
            return "";
        }
        throw new InvalidFieldException(path + field, "is " + Json.kind(value) + "; expected text");
    }

    /** The first of several names that has a text. */
    String firstText(String... fields) throws InvalidFieldException {
        for (String field : fields) {
            String text = text(field);
            if (!text.isBlank()) {
                return text;
            }
        }
        return "";
    }

    /** Not to be changed. Empty where missing. */
    ObjectNode object(String field) throws InvalidFieldException {
        JsonNode value = node.path(field);
        if (value instanceof ObjectNode object) {
            return object;
        }
        if (isMissing(value)) {
            return Json.object();
        }
        throw new InvalidFieldException(path + field, "is " + Json.kind(value) + "; expected an object");
    }

    Element child(String field) throws InvalidFieldException {
        return new Element(object(field), path + field + ".");
    }

    /** Milliseconds since the epoch; {@link Message#NO_TIME} where missing. */
    long time(String field) throws InvalidFieldException {
        JsonNode value = node.path(field);
        if (isMissing(value) || value.isTextual() && value.textValue().isBlank()) {
            return Message.NO_TIME;
        }
        Optional<Long> time = value.isNumber() ? Times.ofNumber(value.doubleValue()) : Times.parse(value.asText());
        return time.orElseThrow(() -> new InvalidFieldException(
                path + field,
                "is no time; expected ISO 8601 as in 2026-03-02T09:12:00.000Z, or milliseconds since 1970"));
    }

    long firstTime(String... fields) throws InvalidFieldException {
        for (String field : fields) {
            long time = time(field);
            if (time != Message.NO_TIME) {
                return time;
            }
        }
        return Message.NO_TIME;
    }

    private static boolean isMissing(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }
}
