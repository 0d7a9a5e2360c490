package io.journeytracker.query;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.definition.Persona;
import io.journeytracker.definition.TouchpointRule;
import io.journeytracker.journey.Cells;
import io.journeytracker.schema.MapCell;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The merged map as JSON; {@code /api/openapi.json} says what each field means. */
final class MapAnswer {

    static final JsonMapper JSON = new JsonMapper();

    private MapAnswer() {}

    static ObjectNode of(MergedMap map, Freshness freshness) {
        JourneyDefinition definition = map.request().journey().definition();
        ObjectNode root = JSON.createObjectNode();
        head(map.request(), root);
        StageAnswer stages = new StageAnswer(definition);
        ArrayNode all = root.putArray("stages");
        for (int i = 0; i < definition.stages().size(); i++) {
            all.add(stages.of(definition.stages().get(i), map.stage(i)));
        }
        if (map.anybodyBeforeTheFirst()) {
            root.set("before", stages.counts(map.stage(-1), JSON.createObjectNode()));
        }
        touchpoints(map, root.putArray("touchpoints"));
        personas(map, root.putArray("personas"));
        ArrayNode pains = root.putArray("painPoints");
        PainPoints.of(map).forEach(pain -> pains.addObject()
                .put("stage", pain.stage())
                .put("kind", pain.kind().name().toLowerCase(Locale.ROOT))
                .put("affected", pain.affected())
                .put("actual", rounded(pain.actual()))
                .put("limit", pain.limit()));
        root.set("ledger", ledger(map));
        root.set("freshness", freshness.json());
        return root;
    }

    static void head(MapRequest request, ObjectNode root) {
        JourneyDefinition map = request.journey().definition();
        root.put("journey", map.id()).put("version", map.version()).put("title", map.title());
        map.objective().ifPresent(objective -> root.put("objective", objective));
        map.owner().ifPresent(owner -> root.put("owner", owner));
        map.review().ifPresent(review -> {
            ObjectNode node = root.putObject("review");
            node.put("everyDays", review.every().toDays());
            review.last().ifPresent(day -> node.put("last", day.toString()));
            review.due().ifPresent(day -> node.put("due", day.toString()));
        });
        if (request.persona().isPresent()) {
            root.put("persona", request.journey().personaName(request.persona().getAsInt()));
        }
        if (!request.window().isAll()) {
            ObjectNode window = root.putObject("window");
            if (request.window().from() != Long.MIN_VALUE) {
                window.put("from", Times.text(request.window().from()));
            }
            if (request.window().to() != Long.MAX_VALUE) {
                window.put("to", Times.text(request.window().to()));
            }
        }
        texts(map.idealPath(), root.putArray("idealPath"));
    }

    private static void touchpoints(MergedMap map, ArrayNode all) {
        Map<String, Long> counts = new TreeMap<>();
        map.all().forEach(cell -> cell.getTouchpoints()
                .forEach((key, count) -> counts.merge(StageFigures.rule(key), count, Long::sum)));
        for (TouchpointRule rule : map.request().journey().definition().touchpoints()) {
            ObjectNode node = all.addObject().put("id", rule.id()).put("title", rule.title());
            rule.rule().ifPresent(event -> {
                event.touchpointClass()
                        .ifPresent(of -> node.put("class", of.name().toLowerCase(Locale.ROOT)));
                event.contact().ifPresent(how -> node.put("contact", how.name().toLowerCase(Locale.ROOT)));
            });
            node.put("momentOfTruth", rule.momentOfTruth());
            rule.expectedEmotion().ifPresent(emotion -> node.put("expectedEmotion", emotion));
            node.put("count", counts.getOrDefault(rule.id(), 0L));
        }
    }

    private static void personas(MergedMap map, ArrayNode all) {
        List<Persona> personas = map.request().journey().definition().personas();
        for (int i = 0; i < personas.size(); i++) {
            Persona persona = personas.get(i);
            ObjectNode node = all.addObject()
                    .put("id", persona.id())
                    .put("title", persona.title())
                    .put("target", persona.target())
                    .put("present", map.present(i));
            texts(persona.goals(), node.putArray("goals"));
            texts(persona.needs(), node.putArray("needs"));
            texts(persona.motivations(), node.putArray("motivations"));
            texts(persona.frustrations(), node.putArray("frustrations"));
        }
        all.addObject()
                .put("id", "other")
                .put("title", "Everybody else")
                .put("target", false)
                .put("present", map.present(-1));
    }

    private static void texts(Collection<String> texts, ArrayNode all) {
        texts.forEach(all::add);
    }

    /** Entered is the sum of all other outcomes, or else something is wrong with the counting. */
    private static ObjectNode ledger(MergedMap map) {
        MapCell sum = Cells.empty();
        long imbalance = 0;
        for (MapCell cell : map.all()) {
            Cells.add(sum, cell);
            imbalance += Math.abs(Cells.imbalance(cell));
        }
        ObjectNode ledger = StageAnswer.outcomes(sum, JSON.createObjectNode());
        ledger.put("imbalance", imbalance);
        return ledger;
    }

    static double rounded(double value) {
        return Math.round(value * 10_000) / 10_000.0;
    }
}
