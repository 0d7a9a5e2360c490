package io.journeytracker.query;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.journeytracker.definition.CompiledJourney;
import io.journeytracker.schema.MapCell;
import java.util.Locale;
import java.util.TreeMap;

/** How visits followed one another: from each stage to the next one, forward or back, or out of the journey. */
final class FlowAnswer {

    private FlowAnswer() {}

    static ObjectNode of(MergedMap map, Freshness freshness) {
        ObjectNode root = MapAnswer.JSON.createObjectNode();
        MapAnswer.head(map.request(), root);
        CompiledJourney journey = map.request().journey();
        ArrayNode moves = root.putArray("moves");
        ArrayNode ends = root.putArray("ends");
        for (int from = -1; from < journey.definition().stages().size(); from++) {
            MapCell cell = map.stage(from);
            String stage = journey.stageName(from);
            int at = from;
            new TreeMap<>(cell.getTo()).forEach((to, count) -> moves.addObject()
                    .put("from", stage)
                    .put("to", to)
                    .put("count", count)
                    .put("back", journey.stageIndex(to) < at));
            end(ends, stage, "completed", cell.getCompleted());
            end(ends, stage, "exited", cell.getExited());
            end(ends, stage, "churned", cell.getChurned());
            end(ends, stage, "expired", cell.getExpired());
        }
        ArrayNode ideal = root.putArray("ideal");
        Deviations.ideal(journey, map::stage).forEach(step -> step(step, ideal.addObject()));
        ArrayNode deviations = root.putArray("deviations");
        Deviations.of(journey, map::stage).forEach(step -> step(step, deviations.addObject())
                .put("kind", step.kind().name().toLowerCase(Locale.ROOT)));
        root.set("freshness", freshness.json());
        return root;
    }

    private static ObjectNode step(Deviations.Step step, ObjectNode node) {
        node.put("from", step.from())
                .put("to", step.to())
                .put("count", step.count())
                .put("of", step.of());
        return node;
    }

    private static void end(ArrayNode ends, String from, String outcome, long count) {
        if (count != 0) {
            ends.addObject().put("from", from).put("outcome", outcome).put("count", count);
        }
    }
}
