package io.journeytracker.intake.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Snowplow's self-describing JSON: {@code {"schema": "iglu:vendor/name/jsonschema/1-0-0", "data": {...}}}. Parameters hold it
 * as text, or in base64 of the kind for URLs.
 *
 * @param name of the schema, without vendor and version
 */
record SelfDescribing(String vendor, String name, ObjectNode data) {

    private static final int PARTS = 3;

    /** Empty if it is none. */
    static Optional<SelfDescribing> of(JsonNode node) {
        String schema = node.path("schema").asText("");
        String[] parts = schema.replaceFirst("^iglu:(//)?", "").split("/");
        return parts.length >= PARTS && node.path("data") instanceof ObjectNode data
                ? Optional.of(new SelfDescribing(parts[0], parts[1], data))
                : Optional.empty();
    }

    /** The event inside parameter {@code ue_pr} or {@code ue_px}. */
    static SelfDescribing event(Element element) throws InvalidFieldException {
        String field = element.text("ue_pr").isEmpty() ? "ue_px" : "ue_pr";
        JsonNode outer = parameter(element, "ue_pr", "ue_px").orElseThrow(() -> expected("ue_pr"));
        return of(outer.path("data")).orElseThrow(() -> expected(field));
    }

    /** JSON in a parameter as text or in base64; empty where neither is there. */
    static Optional<JsonNode> parameter(Element element, String plain, String encoded) throws InvalidFieldException {
        String text = element.text(plain);
        String base64 = element.text(encoded);
        if (text.isEmpty() && base64.isEmpty()) {
            return Optional.empty();
        }
        String field = text.isEmpty() ? encoded : plain;
        try {
            byte[] json = text.isEmpty()
                    ? Base64.getUrlDecoder().decode(base64.replace('+', '-').replace('/', '_'))
                    : text.getBytes(StandardCharsets.UTF_8);
            return Optional.of(Json.read(json, field));
        } catch (MalformedRequestException noJson) {
            throw new InvalidFieldException(field, noJson.getMessage());
        } catch (IllegalArgumentException noBase64) {
            throw new InvalidFieldException(field, "is no base64; expected JSON in base64url");
        }
    }

    private static InvalidFieldException expected(String field) {
        return new InvalidFieldException(
                field, "holds no event; expected self-describing JSON {\"schema\", \"data\": {\"schema\", \"data\"}}");
    }
}
