package io.journeytracker.intake.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.journeytracker.intake.message.Batch;
import io.journeytracker.intake.message.Message;
import java.util.List;
import java.util.Locale;

/**
 * CloudEvents 1.0 over HTTP in all three modes: structured ({@code application/cloudevents+json}), batched
 * ({@code application/cloudevents-batch+json}) and binary (attributes in headers {@code ce-*}, percent-encoded). A body of
 * plain JSON without those headers is taken as structured. Sources: the specification "CloudEvents 1.0.2" with its JSON
 * format and HTTP protocol binding, and the SDK {@code cloudevents}.
 */
public final class CloudEventsProtocol implements Protocol {

    @Override
    public String name() {
        return "cloudevents";
    }

    @Override
    public List<Route> routes() {
        return List.of(new Route.Messages(
                "POST", "/v1/cloudevents", CloudEventsProtocol::read, Answer.json("{\"success\":true}")));
    }

    private static Batch read(IntakeRequest request) throws MalformedRequestException {
        Iterable<JsonNode> events = isBinary(request) ? List.of(BinaryCloudEvent.read(request)) : events(request);
        Elements elements = new Elements("id", Json::write, CloudEvents::read);
        return Batch.live(Credentials.writeKey(request, ""), Message.NO_TIME, elements.read(events));
    }

    private static boolean isBinary(IntakeRequest request) {
        String type = request.header("content-type").orElse("").toLowerCase(Locale.ROOT);
        return !type.startsWith("application/cloudevents")
                && request.header("ce-specversion").isPresent();
    }

    private static Iterable<JsonNode> events(IntakeRequest request) throws MalformedRequestException {
        JsonNode body = BoundedJson.parse(request.body());
        if (body instanceof ArrayNode batch) {
            return Elements.bounded(batch, "body");
        }
        ObjectNode event = Json.asObject(body, "body");
        return List.of(event);
    }
}
