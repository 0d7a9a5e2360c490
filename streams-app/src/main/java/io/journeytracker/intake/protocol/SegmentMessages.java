package io.journeytracker.intake.protocol;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.journeytracker.intake.message.Batch;
import io.journeytracker.intake.message.Item;
import io.journeytracker.intake.message.Message;
import io.journeytracker.intake.message.MessageKind;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Segment's messages, which RudderStack and Jitsu send as well: the fields common to all calls and those of each, as in
 * Segment's Spec. One message alone, or {@code {"batch": [...], "context": {...}, "sentAt": "..."}}, where the batch's
 * context holds for each message that does not say otherwise.
 *
 * <p>{@code originalTimestamp}, the device's own, goes before {@code timestamp}, which servers in between have corrected. A
 * group's traits are facts about the group, not the customer, and become properties of the message.
 */
final class SegmentMessages {

    private static final Map<String, MessageKind> KINDS = Map.of(
            "track", MessageKind.TRACK,
            "page", MessageKind.PAGE,
            "screen", MessageKind.SCREEN,
            "identify", MessageKind.IDENTIFY,
            "group", MessageKind.GROUP,
            "alias", MessageKind.ALIAS);

    private SegmentMessages() {}

    /** @throws MalformedRequestException if it is no batch of messages */
    static Batch batch(IntakeRequest request) throws MalformedRequestException {
        return batch(request, Json.readObject(request.body()));
    }

    /**
     * One message; also a batch, which some SDKs send to the path of a single one.
     *
     * @param type of the message, unless it says so itself
     */
    static Batch one(IntakeRequest request, String type) throws MalformedRequestException {
        return one(request, Json.readObject(request.body()), type);
    }

    static Batch one(IntakeRequest request, ObjectNode body, String type) throws MalformedRequestException {
        if (body.path("batch").isArray()) {
            return batch(request, body);
        }
        ObjectNode alone = Json.copy(body).without("writeKey");
        Elements elements = new Elements(
                "messageId",
                Json::write,
                (element, again) -> Optional.of(message(element, type, Json.object(), anonymousId(request), again)));
        List<Item> items = elements.read(List.of(alone));
        return Batch.live(
                Credentials.writeKey(request, body.path("writeKey").asText("")), Elements.sentAt(items), items);
    }

    private static Batch batch(IntakeRequest request, ObjectNode body) throws MalformedRequestException {
        ArrayNode messages = Elements.array(body, "batch");
        ObjectNode envelope = Json.copy(body).without(List.of("batch", "writeKey"));
        try {
            Element root = Element.of(body);
            ObjectNode context = root.object("context");
            Elements elements = new Elements(
                    "messageId",
                    node -> Json.write(Json.copy(envelope).set("batch", Json.array(node))),
                    (element, again) -> Optional.of(message(element, "", context, anonymousId(request), again)));
            List<Item> items = elements.read(messages);
            long sentAt = root.time("sentAt");
            return Batch.live(
                    Credentials.writeKey(request, root.text("writeKey")),
                    sentAt == Message.NO_TIME ? Elements.sentAt(items) : sentAt,
                    items);
        } catch (InvalidFieldException invalid) {
            throw new MalformedRequestException(invalid.field(), invalid.getMessage());
        }
    }

    private static Message message(
            Element element, String type, ObjectNode batchContext, String anonymousId, Supplier<byte[]> again)
            throws InvalidFieldException {
        String word = element.text("type");
        if (word.equals("merge") || word.isEmpty() && type.equals("merge")) {
            return Merge.read(element, again);
        }
        MessageKind kind = kind(word, type);
        ObjectNode context = context(element, batchContext);
        ObjectNode known = Element.of(context).object("traits");
        ObjectNode given = element.object("traits");
        boolean ofGroup = kind == MessageKind.GROUP;
        ObjectNode properties = element.object("properties");
        return Message.of(kind)
                .messageId(element.text("messageId"))
                .anonymousId(anonymousId(element, anonymousId))
                .userId(element.text("userId"))
                .previousId(element.text("previousId"))
                .groupId(element.text("groupId"))
                .event(kind == MessageKind.TRACK ? element.text("event") : element.text("name"))
                .time(element.firstTime("originalTimestamp", "timestamp"))
                .sentAt(element.time("sentAt"))
                .properties(ofGroup ? Json.merge(given, properties) : withCategory(properties, element))
                .traits(ofGroup ? known : Json.merge(known, given))
                .context(context)
                .again(again)
                .build();
    }

    private static MessageKind kind(String word, String type) throws InvalidFieldException {
        MessageKind kind = KINDS.get(word.isEmpty() ? type : word);
        if (kind == null) {
            throw new InvalidFieldException(
                    "type",
                    (word.isEmpty() ? "is missing" : "is unknown") + "; expected one of alias, group, "
                            + "identify, page, screen, track");
        }
        return kind;
    }

    /** RudderStack says beside the context what sent it: web, mobile or server. */
    private static ObjectNode context(Element element, ObjectNode ofBatch) throws InvalidFieldException {
        ObjectNode context = Json.merge(ofBatch, element.object("context"));
        String channel = element.text("channel");
        return channel.isEmpty() || context.has("channel")
                ? context
                : Json.copy(context).put("channel", channel);
    }

    private static ObjectNode withCategory(ObjectNode properties, Element element) throws InvalidFieldException {
        String category = element.text("category");
        return category.isEmpty() || properties.has("category")
                ? properties
                : Json.copy(properties).put("category", category);
    }

    private static String anonymousId(Element element, String ofRequest) throws InvalidFieldException {
        String id = element.text("anonymousId");
        return id.isEmpty() && element.text("userId").isEmpty() ? ofRequest : id;
    }

    /** RudderStack's header, in base64: whose request it is, should a message not say. */
    private static String anonymousId(IntakeRequest request) {
        return request.header("anonymousid")
                .map(encoded -> {
                    try {
                        return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
                    } catch (IllegalArgumentException noBase64) {
                        return "";
                    }
                })
                .orElse("");
    }
}
