package io.journeytracker.intake.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.journeytracker.intake.message.Batch;
import java.util.List;
import java.util.Map;

/**
 * What RudderStack's SDKs ask for beyond {@link SegmentProtocol}'s paths: the browser's question for its configuration, its
 * beacons when a page is left (no header can be set then, so the key is in the query), pixels for e-mails, and merge calls.
 * Sources: RudderStack's public documentation "HTTP API" and "Pixel API", and the SDKs {@code @rudderstack/analytics-js} and
 * {@code @rudderstack/rudder-sdk-node}.
 */
public final class RudderStackProtocol implements Protocol {

    private static final Answer ACCEPTED = Answer.json("{\"success\":true}");
    private static final int MAX_DEPTH = 8;

    @Override
    public String name() {
        return "rudderstack";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                new Route.Messages("POST", "/v1/merge", request -> SegmentMessages.one(request, "merge"), ACCEPTED),
                new Route.Messages("POST", "/beacon/v1/batch", SegmentMessages::batch, ACCEPTED),
                new Route.Messages("GET", "/pixel/v1/track", request -> pixel(request, "track"), Answer.pixel()),
                new Route.Messages("GET", "/pixel/v1/page", request -> pixel(request, "page"), Answer.pixel()),
                new Route.Question("GET", "/sourceConfig", RudderStackProtocol::configuration));
    }

    /** The query's names are paths in the message: {@code properties.order_id=o-1}. A body says the same in JSON. */
    private static Batch pixel(IntakeRequest request, String type) throws MalformedRequestException {
        if (request.body().length > 0) {
            return SegmentMessages.one(request, type);
        }
        ObjectNode message = Json.object();
        for (Map.Entry<String, String> parameter : request.query().entrySet()) {
            if (!parameter.getKey().equals("writeKey")) {
                put(message, parameter.getKey(), parameter.getValue());
            }
        }
        return SegmentMessages.one(request, message, type);
    }

    private static void put(ObjectNode message, String path, String value) throws MalformedRequestException {
        String[] names = path.split("\\.", -1);
        ObjectNode place = message;
        for (int i = 0; i < names.length - 1; i++) {
            JsonNode next = place.path(names[i]);
            if (i == MAX_DEPTH || !next.isMissingNode() && !next.isObject()) {
                throw new MalformedRequestException(
                        "query", "has a name with dots that does not fit; expected one such as properties.order_id");
            }
            place = next.isObject() ? (ObjectNode) next : place.putObject(names[i]);
        }
        place.put(names[names.length - 1], value);
    }

    /** A source that is on and has no destinations besides this server; the SDK reports neither errors nor figures. */
    private static Answer configuration(IntakeRequest request) {
        ObjectNode answer = Json.object();
        ObjectNode source = answer.putObject("source");
        String key = Credentials.writeKey(request, "");
        source.put("id", key).put("name", key).put("writeKey", key).put("enabled", true);
        source.put("workspaceId", "journey-tracker");
        ObjectNode statistics = source.putObject("config").putObject("statsCollection");
        statistics.putObject("errors").put("enabled", false);
        statistics.putObject("metrics").put("enabled", false);
        source.putArray("destinations");
        source.putArray("connections");
        return Answer.json(Json.write(answer));
    }
}
