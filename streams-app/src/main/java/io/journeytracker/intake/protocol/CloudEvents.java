package io.journeytracker.intake.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.journeytracker.intake.message.Message;
import io.journeytracker.intake.message.MessageKind;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Makes messages of CloudEvents in structured form. The event's name is {@code type}. Whom it is about is said by the first of
 * these that is there: extension attributes {@code userid} and {@code anonymousid}; {@code userId} and {@code anonymousId} in
 * the data; {@code subject}, as the user's id. The message id is {@code source} and {@code id}, which only together are unique.
 * The data's members are the properties, but for objects {@code traits} and {@code context}, which are Segment's.
 */
final class CloudEvents {

    private static final Set<String> ATTRIBUTES = Set.of(
            "specversion",
            "id",
            "source",
            "type",
            "subject",
            "time",
            "datacontenttype",
            "dataschema",
            "data",
            "data_base64",
            "userid",
            "anonymousid");

    private CloudEvents() {}

    static Optional<Message> read(Element event, Supplier<byte[]> again) throws InvalidFieldException {
        if (!event.text("specversion").startsWith("1.")) {
            throw new InvalidFieldException("specversion", "is missing or unknown; expected 1.0");
        }
        JsonNode data = data(event);
        ObjectNode facts = data instanceof ObjectNode object ? object : Json.object();
        Element inData = new Element(facts, "data.");
        String anonymousId = first(event.text("anonymousid"), inData.text("anonymousId"));
        String userId = first(event.text("userid"), inData.text("userId"));
        String subject = event.text("subject");
        return Optional.of(Message.of(MessageKind.TRACK)
                .messageId(required(event, "source") + " " + required(event, "id"))
                .event(required(event, "type"))
                .userId(userId.isEmpty() && anonymousId.isEmpty() ? subject : userId)
                .anonymousId(anonymousId)
                .time(event.time("time"))
                .properties(properties(event.node(), data, facts))
                .traits(inData.object("traits"))
                .context(inData.object("context"))
                .again(again)
                .build());
    }

    private static String required(Element event, String attribute) throws InvalidFieldException {
        String value = event.text(attribute);
        if (value.isBlank()) {
            throw new InvalidFieldException(attribute, "is missing; expected text");
        }
        return value;
    }

    private static String first(String one, String other) {
        return one.isEmpty() ? other : one;
    }

    private static JsonNode data(Element event) throws InvalidFieldException {
        String encoded = event.text("data_base64");
        if (encoded.isEmpty()) {
            return event.node().path("data");
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(encoded);
            return event.text("datacontenttype").contains("json")
                    ? Json.read(bytes, "data_base64")
                    : Json.object().put("data", new String(bytes, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException noBase64) {
            throw new InvalidFieldException("data_base64", "is no base64");
        } catch (MalformedRequestException noJson) {
            throw new InvalidFieldException("data_base64", noJson.getMessage());
        }
    }

    /** The data, then the extension attributes; data that is no object is the property {@code data}. */
    private static ObjectNode properties(ObjectNode event, JsonNode data, ObjectNode facts) {
        ObjectNode properties = Json.copy(facts).without(List.of("userId", "anonymousId"));
        for (String ours : List.of("traits", "context")) {
            if (facts.path(ours).isObject()) {
                properties.remove(ours);
            }
        }
        if (facts.isEmpty() && !data.isMissingNode() && !data.isNull() && !data.isObject()) {
            properties.set("data", data);
        }
        properties.put("ce_source", event.path("source").asText(""));
        event.properties().stream()
                .filter(attribute -> !ATTRIBUTES.contains(attribute.getKey()))
                .filter(attribute -> !properties.has(attribute.getKey()))
                .forEach(attribute -> properties.set(attribute.getKey(), attribute.getValue()));
        return properties;
    }
}
