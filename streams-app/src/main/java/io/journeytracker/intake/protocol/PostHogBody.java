package io.journeytracker.intake.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.journeytracker.intake.message.Item;
import io.journeytracker.intake.message.Message;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A request's body in any of PostHog's shapes: one event, a list of events, or {@code {"api_key", "batch": [...], "sent_at"}};
 * as JSON or as a form's field {@code data}, which is JSON in base64 (older SDKs and beacons).
 *
 * @param root what is said beside the events; the event itself where it is one
 */
record PostHogBody(ObjectNode root, Iterable<JsonNode> events) {

    private static final String FORM = "data=";
    private static final List<String> SECRETS = List.of("api_key", "token", "$token");

    static PostHogBody of(IntakeRequest request) throws MalformedRequestException {
        JsonNode tree = BoundedJson.parse(json(request.body()));
        if (tree instanceof ArrayNode events) {
            return new PostHogBody(Json.object(), Elements.bounded(events, "body"));
        }
        ObjectNode root = Json.asObject(tree, "body");
        return root.has("batch")
                ? new PostHogBody(root, Elements.array(root, "batch"))
                : new PostHogBody(root, List.of(root));
    }

    private static byte[] json(byte[] body) throws MalformedRequestException {
        String start = new String(body, 0, Math.min(body.length, FORM.length()), StandardCharsets.US_ASCII);
        if (!start.equals(FORM)) {
            return body;
        }
        String form = new String(body, FORM.length(), body.length - FORM.length(), StandardCharsets.US_ASCII);
        int end = form.indexOf('&');
        try {
            String data = URLDecoder.decode(end < 0 ? form : form.substring(0, end), StandardCharsets.UTF_8);
            // A plus sign that was not escaped has become a space.
            return data.startsWith("{") || data.startsWith("[")
                    ? data.getBytes(StandardCharsets.UTF_8)
                    : Base64.getMimeDecoder().decode(data.replace(' ', '+'));
        } catch (IllegalArgumentException noBase64) {
            throw new MalformedRequestException("data", "is no base64; expected JSON in base64");
        }
    }

    /** In the body, else in the first event, where posthog-js repeats it. */
    String writeKey() {
        for (String name : SECRETS) {
            String key = root.path(name).asText("");
            if (!key.isEmpty()) {
                return key;
            }
        }
        for (JsonNode first : events) {
            for (String name : SECRETS) {
                String key = first.path(name)
                        .asText(first.path("properties").path(name).asText(""));
                if (!key.isEmpty()) {
                    return key;
                }
            }
            break;
        }
        return "";
    }

    long sentAt() throws MalformedRequestException {
        try {
            return Element.of(root).time("sent_at");
        } catch (InvalidFieldException invalid) {
            throw new MalformedRequestException(invalid.field(), invalid.getMessage());
        }
    }

    /** A migration of old events. */
    boolean isHistorical() {
        return root.path("historical_migration").asBoolean(false);
    }

    List<Item> items(IntakeRequest request) {
        String userAgent = request.header("user-agent").orElse("");
        return new Elements(
                        "uuid",
                        this::alone,
                        (element, again) -> PostHogEvents.read(element, userAgent, request.receivedAt(), again))
                .read(events);
    }

    private byte[] alone(JsonNode event) {
        if (!(event instanceof ObjectNode object)) {
            return Json.write(Json.array(event));
        }
        ObjectNode copy = Json.copy(object).without(SECRETS);
        if (copy.path("properties") instanceof ObjectNode properties) {
            copy.set("properties", Json.copy(properties).without(SECRETS));
        }
        Optional.of(root.path("sent_at")).filter(JsonNode::isTextual).ifPresent(sent -> copy.set("sent_at", sent));
        if (!isHistorical()) {
            return Json.write(copy);
        }
        ObjectNode batch = Json.object().put("historical_migration", true);
        batch.set("batch", Json.array(copy));
        return Json.write(batch);
    }

    /** The time that an event gives as a distance from its receipt, as older SDKs do. */
    static long ago(Element event, long receivedAt) {
        JsonNode offset = event.node().path("offset");
        return offset.isNumber() ? receivedAt - offset.longValue() : Message.NO_TIME;
    }
}
