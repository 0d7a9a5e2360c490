package io.journeytracker.query;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.journeytracker.definition.CompiledJourney;
import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.definition.Stage;
import io.journeytracker.definition.TouchpointRule;
import io.journeytracker.journey.CellKey;
import io.journeytracker.journey.CommonEvents;
import io.journeytracker.schema.MapCell;
import io.journeytracker.schema.UnnamedCount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What the map does not see or does not say: events that no rule names, touchpoints that never come, who leaves unhappily. */
final class GapsAnswer {

    private static final int MOST_EVENTS = 50;

    private GapsAnswer() {}

    static ObjectNode of(MergedMap map, StateReader state) {
        ObjectNode root = MapAnswer.JSON.createObjectNode();
        MapAnswer.head(map.request(), root);
        JourneyDefinition definition = map.request().journey().definition();
        ArrayNode unnamed = root.putArray("unnamed");
        unnamed(map.request().journey(), state, MOST_EVENTS).forEach(event -> unnamed.addObject()
                .put("event", event.name())
                .put("atMost", event.count())
                .put("atLeast", event.count() - event.error()));
        touchpoints(map, definition, root);
        leaving(map, definition, root.putArray("leaving"));
        root.set("freshness", Freshness.of(state).json());
        return root;
    }

    /** Since the map was published, of all personas: they are not counted by visits. */
    static List<CommonEvents.Common> unnamed(CompiledJourney journey, StateReader state, int most) {
        String id = journey.definition().id();
        int version = journey.definition().version();
        List<Map<String, UnnamedCount>> parts = new ArrayList<>();
        state.parts().forEach(part -> part.unnamed().forEach((CellKey key, MapCell cell) -> {
            if (key.journey().equals(id) && key.version() == version) {
                parts.add(cell.getUnnamed());
            }
        }));
        return CommonEvents.merged(parts, most);
    }

    private static void touchpoints(MergedMap map, JourneyDefinition definition, ObjectNode root) {
        Set<String> seen = map.all().stream()
                .flatMap(cell -> cell.getTouchpoints().keySet().stream())
                .map(StageFigures::rule)
                .collect(Collectors.toSet());
        ArrayNode never = root.putArray("neverSeen");
        ArrayNode without = root.putArray("withoutRule");
        for (TouchpointRule rule : definition.touchpoints()) {
            if (rule.rule().isEmpty()) {
                without.addObject().put("id", rule.id()).put("title", rule.title());
            } else if (!seen.contains(rule.id())) {
                never.addObject().put("id", rule.id()).put("title", rule.title());
            }
        }
    }

    /** @param left visits that ended with the customer gone */
    private record Leaving(Stage stage, long dissatisfied, long left) {}

    private static void leaving(MergedMap map, JourneyDefinition definition, ArrayNode all) {
        List<Leaving> found = new ArrayList<>();
        for (int i = 0; i < definition.stages().size(); i++) {
            StageFigures figures = new StageFigures(map.stage(i));
            if (figures.cell().getDissatisfied() > 0) {
                found.add(new Leaving(definition.stages().get(i), figures.cell().getDissatisfied(), figures.left()));
            }
        }
        found.sort(Comparator.comparingLong(Leaving::dissatisfied).reversed());
        found.forEach(each -> all.addObject()
                .put("stage", each.stage().id())
                .put("title", each.stage().title())
                .put("dissatisfied", each.dissatisfied())
                .put("left", each.left()));
    }
}
