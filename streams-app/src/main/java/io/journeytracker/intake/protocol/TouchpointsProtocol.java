package io.journeytracker.intake.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.journeytracker.intake.message.Batch;
import io.journeytracker.intake.message.Item;
import io.journeytracker.intake.message.Message;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Our own endpoint, for those without an SDK: {@code POST /v1/touchpoints} takes one touchpoint, an array of them, an object
 * with them under {@code touchpoints}, or JSON lines. Described for programs at {@code GET /openapi.json}.
 */
final class TouchpointsProtocol implements Protocol {

    static final String PATH = "/v1/touchpoints";

    private static final Set<String> BATCH_FIELDS = Set.of("touchpoints", "sentAt", "backFill");

    @Override
    public String name() {
        return "touchpoints";
    }

    @Override
    public List<Route> routes() {
        Answer description = new Answer(200, "application/json", resource("openapi.json"));
        return List.of(
                new Route.Messages("POST", PATH, TouchpointsProtocol::read, Answer.json("{\"accepted\":true}")),
                new Route.Question("GET", "/openapi.json", request -> description));
    }

    private static Batch read(IntakeRequest request) throws MalformedRequestException {
        String key = Credentials.writeKey(request).orElse("");
        if (isLines(request)) {
            return Batch.live(key, Message.NO_TIME, lines(request.body()));
        }
        JsonNode root = BoundedJson.parse(request.body());
        if (root instanceof ArrayNode list) {
            return Batch.live(key, Message.NO_TIME, items(Elements.bounded(list, "body"), Message.NO_TIME, false));
        }
        if (!root.isObject()) {
            throw new MalformedRequestException("body", "is " + kind(root) + "; expected an object or an array");
        }
        return root.has("touchpoints") ? batch(key, (ObjectNode) root) : Batch.live(key, Message.NO_TIME, one(root));
    }

    private static Batch batch(String key, ObjectNode root) throws MalformedRequestException {
        for (var names = root.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!BATCH_FIELDS.contains(name)) {
                throw new MalformedRequestException(
                        TouchpointElement.shown(name, "body"),
                        "is no field of a batch; expected touchpoints, sentAt, backFill");
            }
        }
        if (!(root.get("touchpoints") instanceof ArrayNode list)) {
            throw new MalformedRequestException(
                    "touchpoints", "is " + kind(root.get("touchpoints")) + "; expected an array");
        }
        Elements.bounded(list, "touchpoints");
        JsonNode backFill = root.path("backFill");
        if (!backFill.isMissingNode() && !backFill.isNull() && !backFill.isBoolean()) {
            throw new MalformedRequestException("backFill", "is " + kind(backFill) + "; expected true or false");
        }
        long sentAt = sentAt(root);
        boolean old = backFill.asBoolean(false);
        return new Batch(key, sentAt, old, items(list, sentAt, old));
    }

    private static long sentAt(ObjectNode root) throws MalformedRequestException {
        JsonNode sentAt = root.path("sentAt");
        if (sentAt.isMissingNode() || sentAt.isNull()) {
            return Message.NO_TIME;
        }
        return TimeText.of(sentAt)
                .orElseThrow(() -> new MalformedRequestException(
                        "sentAt", "is " + kind(sentAt) + " and no time; expected " + TimeText.EXPECTED));
    }

    private static List<Item> one(JsonNode element) throws MalformedRequestException {
        return List.of(TouchpointElement.read(element, () -> again(element, Message.NO_TIME, false)));
    }

    private static List<Item> items(ArrayNode list, long sentAt, boolean backFill) throws MalformedRequestException {
        if (list.isEmpty()) {
            throw new MalformedRequestException("touchpoints", "is empty; expected at least one touchpoint");
        }
        List<Item> items = new ArrayList<>(list.size());
        for (JsonNode element : list) {
            items.add(TouchpointElement.read(element, () -> again(element, sentAt, backFill)));
        }
        return items;
    }

    /** Each line stands for itself: one that is no JSON leaves the others as they are. */
    private static List<Item> lines(byte[] body) throws MalformedRequestException {
        List<String> lines = new String(body, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .limit(Batch.MOST_MESSAGES + 1L)
                .toList();
        if (lines.size() > Batch.MOST_MESSAGES) {
            throw MalformedRequestException.tooMany("body", lines.size(), Batch.MOST_MESSAGES);
        }
        List<Item> items = new ArrayList<>(lines.size());
        lines.forEach(line -> items.add(line(line.getBytes(StandardCharsets.UTF_8))));
        if (items.isEmpty()) {
            throw new MalformedRequestException("body", "is empty; expected JSON lines, a touchpoint in each");
        }
        return items;
    }

    private static Item line(byte[] line) {
        try {
            JsonNode element = BoundedJson.parse(line);
            return TouchpointElement.read(element, () -> again(element, Message.NO_TIME, false));
        } catch (MalformedRequestException noJson) {
            return TouchpointElement.unreadable("", noJson.field(), noJson.getMessage(), () -> line);
        }
    }

    private static byte[] again(JsonNode element, long sentAt, boolean backFill) {
        ObjectNode body = BoundedJson.mapper().createObjectNode();
        body.putArray("touchpoints").add(element);
        if (sentAt != Message.NO_TIME) {
            body.put("sentAt", sentAt);
        }
        if (backFill) {
            body.put("backFill", true);
        }
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isLines(IntakeRequest request) {
        String type = request.header("content-type").orElse("").toLowerCase(Locale.ROOT);
        return type.startsWith("application/x-ndjson") || type.startsWith("application/jsonl");
    }

    static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT, POJO -> "an object";
            case ARRAY -> "an array";
            case STRING, BINARY -> "text";
            case NUMBER -> "a number";
            case BOOLEAN -> "a truth value";
            case NULL, MISSING -> "null";
        };
    }

    private static byte[] resource(String name) {
        try (InputStream stream = TouchpointsProtocol.class.getResourceAsStream(name)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("The program's own file " + name + " cannot be read", e);
        }
    }
}
