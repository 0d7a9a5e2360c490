package io.journeytracker.intake.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.journeytracker.intake.message.Message;
import io.journeytracker.intake.message.MessageKind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Makes messages of PostHog's events. Names with a dollar sign are PostHog's own: those of pages, screens and people become
 * the calls that they stand for. Properties with a dollar sign say what Segment's context says and are moved there; of the
 * rest only surveys', flags' and clicks' are kept.
 *
 * <p>Whom an event is about: {@code distinct_id} is the user, unless the event says that it comes from an anonymous device
 * ({@code $is_identified} or {@code $process_person_profile} false, or the same as {@code $device_id}).
 */
final class PostHogEvents {

    private static final Map<String, String> NAMES = Map.of(
            "survey sent", "Survey Answered", "survey shown", "Survey Shown", "survey dismissed", "Survey Dismissed");
    private static final List<String> KEPT = List.of("$survey", "$feature", "$event_type", "$el_text");

    /** Where an event says what it is in our own terms, since PostHog's events have no context. */
    private static final String JOURNEY = "journey";

    private static final Map<String, String> PAGE =
            Map.of("$current_url", "url", "$pathname", "path", "$referrer", "referrer", "title", "title");
    private static final Map<String, String> CAMPAIGN = Map.of(
            "utm_source", "source",
            "utm_medium", "medium",
            "utm_campaign", "name",
            "utm_term", "term",
            "utm_content", "content");
    private static final Map<String, String> TOP = Map.of(
            "$raw_user_agent", "userAgent",
            "$browser_language", "locale",
            "$timezone", "timezone",
            "$session_id", "sessionId");

    private PostHogEvents() {}

    static Optional<Message> read(Element event, String userAgent, long receivedAt, Supplier<byte[]> again)
            throws InvalidFieldException {
        Element properties = event.child("properties");
        String id = event.text("distinct_id").isEmpty()
                ? properties.text("distinct_id") + event.text("$distinct_id")
                : event.text("distinct_id");
        // Facts about a group alone are told under an id made of the group's.
        String groupId = "$" + properties.text("$group_type") + "_" + properties.text("$group_key");
        if (id.equals(groupId)) {
            return Optional.empty();
        }
        String name = event.text("event");
        boolean people =
                name.isEmpty() && (event.node().has("$set") || event.node().has("$set_once"));
        Message.Builder message =
                switch (people ? "$set" : name) {
                    case "$identify", "$set" -> Message.of(MessageKind.IDENTIFY);
                    case "$create_alias" -> Message.of(MessageKind.ALIAS).previousId(properties.text("alias"));
                    case "$groupidentify" -> Message.of(MessageKind.GROUP).groupId(properties.text("$group_key"));
                    case "$pageview" -> Message.of(MessageKind.PAGE).event(properties.text("title"));
                    case "$screen" -> Message.of(MessageKind.SCREEN).event(properties.text("$screen_name"));
                    default -> Message.of(MessageKind.TRACK).event(NAMES.getOrDefault(name, name));
                };
        String device = properties.firstText("$anon_distinct_id", "$device_id");
        boolean anonymous = isAnonymous(properties, id);
        return Optional.of(message.messageId(messageId(event, properties))
                .userId(anonymous ? "" : id)
                .anonymousId(anonymous ? id : device)
                .time(time(event, properties, receivedAt))
                .properties(own(properties.node(), name))
                .traits(traits(event, properties))
                .context(context(properties.node(), userAgent))
                .again(again)
                .build());
    }

    private static boolean isAnonymous(Element properties, String id) throws InvalidFieldException {
        JsonNode identified = properties.node().path("$is_identified");
        return identified.isBoolean()
                ? !identified.booleanValue()
                : id.equals(properties.text("$device_id"))
                        || !properties.node().path("$process_person_profile").asBoolean(true);
    }

    private static String messageId(Element event, Element properties) throws InvalidFieldException {
        String id = event.text("uuid");
        return id.isEmpty() ? properties.text("$insert_id") : id;
    }

    private static long time(Element event, Element properties, long receivedAt) throws InvalidFieldException {
        long time = event.time("timestamp");
        if (time != Message.NO_TIME) {
            return time;
        }
        long offset = PostHogBody.ago(event, receivedAt);
        return offset == Message.NO_TIME ? properties.time("$time") : offset;
    }

    private static ObjectNode own(ObjectNode properties, String event) {
        ObjectNode kept = Json.object();
        properties.properties().forEach(property -> {
            String name = property.getKey();
            boolean inContext = PAGE.containsKey(name) || CAMPAIGN.containsKey(name);
            boolean meant = name.startsWith("$") ? KEPT.stream().anyMatch(name::startsWith) : !inContext;
            if (meant
                    && !name.equals("token")
                    && !name.equals("distinct_id")
                    && !(name.equals(JOURNEY) && property.getValue().isObject())
                    && !property.getValue().isNull()) {
                kept.set(name, property.getValue());
            }
        });
        if (event.equals("$groupidentify")) {
            kept.set("group_type", properties.path("$group_type"));
            if (properties.path("$group_set") instanceof ObjectNode facts) {
                return Json.merge(facts, kept);
            }
        }
        return event.equals("$create_alias") ? kept.without("alias") : kept;
    }

    /** posthog-js tells of people beside the properties, other SDKs inside them. What is told once gives way. */
    private static ObjectNode traits(Element event, Element properties) throws InvalidFieldException {
        ObjectNode once = Json.merge(event.object("$set_once"), properties.object("$set_once"));
        ObjectNode always = Json.merge(event.object("$set"), properties.object("$set"));
        ObjectNode traits = Json.object();
        Json.merge(once, always).properties().stream()
                .filter(trait ->
                        !trait.getKey().startsWith("$") && !trait.getValue().isNull())
                .filter(trait -> !CAMPAIGN.containsKey(trait.getKey()))
                .forEach(trait -> traits.set(trait.getKey(), trait.getValue()));
        return traits;
    }

    private static ObjectNode context(ObjectNode properties, String userAgent) {
        ObjectNode context = Json.object();
        moved(properties, PAGE, context, "page");
        moved(properties, CAMPAIGN, context, "campaign");
        TOP.forEach((from, to) -> {
            String value = properties.path(from).asText("");
            if (!value.isEmpty()) {
                context.put(to, value);
            }
        });
        boolean browser = properties.path("$lib").asText("").equals("web");
        if (browser && !context.has("userAgent") && !userAgent.isEmpty()) {
            context.put("userAgent", userAgent);
        }
        if (browser) {
            context.put("channel", "web");
        }
        String mobile = properties.path("$device_type").asText("").equals("Mobile") && !browser
                ? properties.path("$os").asText("")
                : "";
        if (!mobile.isEmpty()) {
            context.putObject("device").put("type", mobile.toLowerCase(Locale.ROOT));
        }
        if (properties.path("$groups") instanceof ObjectNode groups && !groups.isEmpty()) {
            context.put("groupId", groups.elements().next().asText(""));
        }
        if (properties.path("$app_name").isTextual()) {
            context.putObject("app")
                    .put("name", properties.path("$app_name").textValue())
                    .put("version", properties.path("$app_version").asText(""));
        }
        JsonNode journey = properties.path(JOURNEY);
        if (journey.isObject()) {
            context.set(JOURNEY, journey);
        }
        return context;
    }

    /** The SDK's word for having no referrer says nothing. */
    private static void moved(ObjectNode from, Map<String, String> names, ObjectNode context, String to) {
        ObjectNode facts = Json.object();
        names.forEach((name, word) -> {
            String value = from.path(name).asText("");
            if (!value.isEmpty() && !value.equals("$direct") && !value.equals("null")) {
                facts.put(word, value);
            }
        });
        if (!facts.isEmpty()) {
            context.set(to, facts);
        }
    }
}
