package io.journeytracker.authoring;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.definition.MapReading;
import io.journeytracker.http.ErrorBody;
import io.journeytracker.http.ErrorCode;
import io.journeytracker.maps.PublishedMaps;
import io.journeytracker.yaml.YamlJson;
import io.journeytracker.yaml.YamlProblem;
import java.util.List;
import java.util.Locale;

/** What the reading of a map found, as JSON. */
final class Findings {

    private static final String EXPECTED = "expected ";

    private Findings() {}

    /** Everything, and how the map stands to those that are published. */
    static ObjectNode of(String yaml, MapReading reading, PublishedMaps published) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("valid", reading.definition().isPresent());
        reading.definition().ifPresent(map -> {
            standing(root, map, published);
            root.put("stages", map.stages().size());
        });
        list(root.putArray("problems"), reading.problems());
        list(root.putArray("warnings"), reading.warnings());
        root.put("yaml", yaml);
        YamlJson.of(yaml).ifPresent(tree -> root.set("map", tree));
        return root;
    }

    /** The first problem as every refusal, and all of them beside it. */
    static ObjectNode refusal(MapReading reading) {
        YamlProblem first = reading.problems().get(0);
        ObjectNode root = new ErrorBody(ErrorCode.INVALID, first.field(), first.message()).json();
        list(root.putArray("problems"), reading.problems());
        return root;
    }

    private static void standing(ObjectNode root, JourneyDefinition map, PublishedMaps published) {
        root.put("journey", map.id());
        root.put("version", map.version());
        root.put("published", published.standing(map).name().toLowerCase(Locale.ROOT));
        published
                .catalog()
                .active(map.id())
                .ifPresent(active -> root.put("active", active.definition().version()));
    }

    static void list(ArrayNode list, List<YamlProblem> problems) {
        for (YamlProblem problem : problems) {
            ObjectNode node = list.addObject()
                    .put("file", problem.file())
                    .put("line", problem.line())
                    .put("column", problem.column())
                    .put("field", problem.field())
                    .put("message", problem.message());
            int expected = problem.message().lastIndexOf(EXPECTED);
            if (expected >= 0) {
                node.put("expected", problem.message().substring(expected + EXPECTED.length()));
            }
        }
    }
}
