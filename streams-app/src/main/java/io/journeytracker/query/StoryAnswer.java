package io.journeytracker.query;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.journeytracker.schema.CustomerStory;
import io.journeytracker.schema.StoryMove;
import io.journeytracker.schema.StoryTouchpoint;
import java.util.List;

/** One customer's story as JSON: touchpoints and what happened on journeys in one timeline, the oldest first. */
final class StoryAnswer {

    private StoryAnswer() {}

    static ObjectNode of(CustomerStory story) {
        List<StoryTouchpoint> touchpoints = story.getTouchpoints();
        ObjectNode root = MapAnswer.JSON
                .createObjectNode()
                .put("touchpoints", touchpoints.size() + story.getLeftOut())
                .put("leftOut", story.getLeftOut())
                .put("movesLeftOut", story.getMovesLeftOut());
        ArrayNode timeline = root.putArray("timeline");
        int next = 0;
        for (StoryMove move : story.getMoves()) {
            // What a touchpoint did comes after it.
            while (next < touchpoints.size() && touchpoints.get(next).getTime() <= move.getAt()) {
                timeline.add(touchpoint(touchpoints.get(next++)));
            }
            timeline.add(move(move));
        }
        touchpoints.subList(next, touchpoints.size()).forEach(each -> timeline.add(touchpoint(each)));
        return root;
    }

    private static ObjectNode touchpoint(StoryTouchpoint touchpoint) {
        ObjectNode node = MapAnswer.JSON
                .createObjectNode()
                .put("time", Times.text(touchpoint.getTime()))
                .put("event", touchpoint.getEvent());
        put(node, "channel", touchpoint.getChannel());
        put(node, "page", touchpoint.getPage());
        put(node, "comment", touchpoint.getComment());
        put(node, "source", touchpoint.getSource());
        if (touchpoint.getSentiment() != null) {
            node.put("sentiment", touchpoint.getSentiment());
        }
        if (touchpoint.getValue() != null) {
            node.put("value", touchpoint.getValue());
            put(node, "currency", touchpoint.getCurrency());
        }
        return node;
    }

    private static ObjectNode move(StoryMove move) {
        ObjectNode node = MapAnswer.JSON
                .createObjectNode()
                .put("time", Times.text(move.getAt()))
                .put("move", move.getKind())
                .put("journey", move.getJourney())
                .put("stage", move.getStage());
        put(node, "from", move.getFrom());
        put(node, "rule", move.getRule());
        return node;
    }

    private static void put(ObjectNode node, String name, String text) {
        if (text != null && !text.isEmpty()) {
            node.put(name, text);
        }
    }
}
