package io.journeytracker.intake.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.journeytracker.intake.message.Item;
import io.journeytracker.intake.message.Message;
import io.journeytracker.intake.message.MessageKind;
import io.journeytracker.intake.message.Unreadable;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * One touchpoint of our own endpoint. Fields are named as in the Avro schema Touchpoint; an unknown one is a mistake, not
 * ignored. What a touchpoint says of its channel, class, feeling and worth travels on as {@code context.journey}, the way in which any SDK
 * can say it.
 */
final class TouchpointElement {

    /** All fields, in the order in which messages and the documentation name them. */
    static final List<String> FIELDS = List.of(
            "messageId",
            "anonymousId",
            "userId",
            "previousId",
            "identifiers",
            "consent",
            "event",
            "time",
            "channel",
            "class",
            "contact",
            "properties",
            "traits",
            "sentiment",
            "score",
            "comment",
            "value",
            "currency");

    private static final Set<String> KNOWN = Set.copyOf(FIELDS);

    private static final Set<String> JOURNEY = Set.of(
            "channel",
            "class",
            "contact",
            "sentiment",
            "score",
            "comment",
            "value",
            "currency",
            "identifiers",
            "consent");
    private static final Set<String> NUMBERS = Set.of("sentiment", "value");

    /** Names the touchpoint as a whole. */
    private static final String WHOLE = "touchpoint";

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");

    private final JsonNode element;

    private TouchpointElement(JsonNode element) {
        this.element = element;
    }

    /** @param again a body that says this element alone */
    static Item read(JsonNode element, Supplier<byte[]> again) {
        String messageId =
                element.path("messageId").isTextual() ? element.get("messageId").textValue() : "";
        try {
            return new TouchpointElement(element).message(again);
        } catch (WrongField wrong) {
            return unreadable(messageId, wrong.field, wrong.getMessage(), again);
        }
    }

    static Item unreadable(String messageId, String field, String reason, Supplier<byte[]> again) {
        return new Unreadable(messageId, field, reason, again);
    }

    /** A name that a sender gave, where it looks like a programmer's; what does not may say something of a customer. */
    static String shown(String name, String otherwise) {
        return PLAIN.matcher(name).matches() ? name : otherwise;
    }

    private Message message(Supplier<byte[]> again) throws WrongField {
        if (!element.isObject()) {
            throw new WrongField(WHOLE, element, "an object");
        }
        for (Iterator<String> names = element.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!KNOWN.contains(name)) {
                throw new WrongField(
                        shown(name, WHOLE),
                        "is no field of a touchpoint; expected one of " + String.join(", ", FIELDS));
            }
        }
        if (text("event").isBlank()) {
            throw new WrongField("event", "is missing; expected what happened, for instance Order Completed");
        }
        return Message.of(MessageKind.TRACK)
                .messageId(text("messageId"))
                .anonymousId(text("anonymousId"))
                .userId(text("userId"))
                .previousId(text("previousId"))
                .event(text("event"))
                .time(time())
                .properties(object("properties"))
                .traits(object("traits"))
                .context(context())
                .again(again)
                .build();
    }

    private long time() throws WrongField {
        JsonNode time = element.path("time");
        if (absent(time)) {
            return Message.NO_TIME;
        }
        return TimeText.of(time).orElseThrow(() -> new WrongField("time", time, TimeText.EXPECTED));
    }

    private ObjectNode context() throws WrongField {
        ObjectNode journey = BoundedJson.mapper().createObjectNode();
        for (Map.Entry<String, JsonNode> field : element.properties()) {
            if (JOURNEY.contains(field.getKey()) && !absent(field.getValue())) {
                journey.set(field.getKey(), checked(field.getKey(), field.getValue()));
            }
        }
        ObjectNode context = BoundedJson.mapper().createObjectNode();
        if (!journey.isEmpty()) {
            context.set("journey", journey);
        }
        return context;
    }

    private static JsonNode checked(String field, JsonNode value) throws WrongField {
        if (field.equals("score")) {
            if (!value.isObject()) {
                throw new WrongField(field, value, "an object with kind and value");
            }
            require(value.path("kind").isTextual(), "score.kind", value.path("kind"), "nps, csat or ces");
            require(value.path("value").isNumber(), "score.value", value.path("value"), "a number");
            return value;
        }
        if (field.equals("identifiers")) {
            require(value.isObject(), field, value, "an object with an identifier for each kind");
            return value;
        }
        if (field.equals("consent")) {
            require(value.isBoolean(), field, value, "true or false");
            return value;
        }
        boolean number = NUMBERS.contains(field);
        require(number ? value.isNumber() : value.isTextual(), field, value, number ? "a number" : "text");
        return value;
    }

    private static void require(boolean right, String field, JsonNode found, String expected) throws WrongField {
        if (!right) {
            throw new WrongField(field, found, expected);
        }
    }

    private String text(String field) throws WrongField {
        JsonNode value = element.path(field);
        if (absent(value)) {
            return "";
        }
        require(value.isTextual(), field, value, "text");
        return value.textValue();
    }

    private ObjectNode object(String field) throws WrongField {
        JsonNode value = element.path(field);
        if (absent(value)) {
            return BoundedJson.mapper().createObjectNode();
        }
        require(value.isObject(), field, value, "an object");
        return (ObjectNode) value;
    }

    private static boolean absent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    /** Ends the reading of one element. */
    private static final class WrongField extends Exception {

        private static final long serialVersionUID = 1L;

        private final String field;

        WrongField(String field, String reason) {
            super(reason, null, false, false);
            this.field = field;
        }

        WrongField(String field, JsonNode found, String expected) {
            this(field, "is " + TouchpointsProtocol.kind(found) + "; expected " + expected);
        }
    }
}
