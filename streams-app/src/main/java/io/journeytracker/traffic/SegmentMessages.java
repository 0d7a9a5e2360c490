package io.journeytracker.traffic;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.journeytracker.schema.Touchpoint;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/**
 * A touchpoint as a Segment SDK would say it: {@code page} for pages, {@code track} for everything else. What Segment has no
 * word for is said in {@code context.journey}.
 */
final class SegmentMessages {

    private static final String PAGE = "Page Viewed";

    private SegmentMessages() {}

    static ObjectNode of(Touchpoint touchpoint) {
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        if (touchpoint.getEvent().equals(PAGE)) {
            message.put("type", "page");
        } else {
            message.put("type", "track").put("event", touchpoint.getEvent());
        }
        message.put("messageId", touchpoint.getMessageId());
        message.put("anonymousId", touchpoint.getAnonymousId());
        message.put("userId", touchpoint.getUserId());
        message.put("timestamp", Instant.ofEpochMilli(touchpoint.getTime()).toString());
        facts(touchpoint.getProperties(), message.putObject("properties"));
        ObjectNode context = message.putObject("context");
        context.putObject("library").put("name", "journey-simulate");
        facts(touchpoint.getTraits(), context.putObject("traits"));
        journey(touchpoint, context.putObject("journey"));
        return message;
    }

    private static void facts(Map<String, Object> facts, ObjectNode object) {
        facts.forEach(object::putPOJO);
    }

    private static void journey(Touchpoint touchpoint, ObjectNode journey) {
        journey.put("channel", touchpoint.getChannel());
        journey.put("class", word(touchpoint.getTouchpointClass()));
        journey.put("contact", word(touchpoint.getContact()));
        if (touchpoint.getSentiment() != null) {
            journey.put("sentiment", touchpoint.getSentiment());
        }
        if (touchpoint.getScore() != null) {
            journey.putObject("score")
                    .put("kind", word(touchpoint.getScore().getKind()))
                    .put("value", touchpoint.getScore().getValue());
        }
        if (touchpoint.getComment() != null) {
            journey.put("comment", touchpoint.getComment());
        }
        if (touchpoint.getValue() != null) {
            journey.put("value", touchpoint.getValue()).put("currency", touchpoint.getCurrency());
        }
    }

    private static String word(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }
}
