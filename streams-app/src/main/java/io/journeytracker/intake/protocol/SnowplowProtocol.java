package io.journeytracker.intake.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.journeytracker.intake.message.Batch;
import io.journeytracker.intake.message.Item;
import java.util.List;

/**
 * Snowplow's tracker protocol, version tp2: payloads by POST, or one event in the query of a pixel ({@code GET /i}). There are
 * no keys: the application id ({@code aid}) is the write key; a payload whose events name different ones counts as the first's.
 * Sources: Snowplow's public documentation "Snowplow Tracker Protocol" and the trackers {@code @snowplow/browser-tracker} and
 * {@code @snowplow/node-tracker}.
 */
public final class SnowplowProtocol implements Protocol {

    private static final String SCHEMA = "iglu:com.snowplowanalytics.snowplow/payload_data/jsonschema/1-0-4";

    @Override
    public String name() {
        return "snowplow";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                new Route.Messages(
                        "POST",
                        "/com.snowplowanalytics.snowplow/tp2",
                        SnowplowProtocol::payload,
                        Answer.json("{\"ok\":true}")),
                new Route.Messages("GET", "/i", SnowplowProtocol::pixel, Answer.pixel()));
    }

    private static Batch payload(IntakeRequest request) throws MalformedRequestException {
        return batch(request, Elements.array(Json.readObject(request.body()), "data"));
    }

    /** A body, as a dead letter has it, says the same as a query. */
    private static Batch pixel(IntakeRequest request) throws MalformedRequestException {
        if (request.body().length > 0) {
            return payload(request);
        }
        ObjectNode event = Json.object();
        request.query().forEach(event::put);
        return batch(request, Json.array(event));
    }

    private static Batch batch(IntakeRequest request, ArrayNode events) {
        String userAgent = request.header("user-agent").orElse("");
        List<Item> items = new Elements(
                        "eid",
                        SnowplowProtocol::alone,
                        (element, again) -> SnowplowEvents.read(element, userAgent, again))
                .read(events);
        return Batch.live(events.path(0).path("aid").asText(""), Elements.sentAt(items), items);
    }

    private static byte[] alone(JsonNode event) {
        ObjectNode payload = Json.object().put("schema", SCHEMA);
        payload.set("data", Json.array(event));
        return Json.write(payload);
    }
}
