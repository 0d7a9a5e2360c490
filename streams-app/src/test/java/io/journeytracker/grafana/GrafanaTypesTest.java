package io.journeytracker.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.journeytracker.sdk.Node;
import io.journeytracker.testing.Checkout;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The committed dashboards against the types of Grafana's own package, by TypeScript's compiler. */
@Tag("grafana")
class GrafanaTypesTest {

    private static final List<String> DASHBOARDS = List.of("journeys", "alerts", "intake", "streams");

    /** In a copy of one dashboard each, and what is to be said of it. */
    private static final List<Mistake> MISTAKES = List.of(
            new Mistake("\"graphTooltip\"", "\"graphTooltips\"", "graphTooltips"),
            new Mistake("\"schemaVersion\" : 41", "\"schemaVersion\" : \"41\"", "schemaVersion"),
            new Mistake("\"includeAll\"", "\"includesAll\"", "includesAll"),
            new Mistake("\"useValueForTime\" : \"on\"", "\"useValueForTime\" : true", "useValueForTime"),
            new Mistake("\"keepTime\" : true,", "", "keepTime"),
            new Mistake("\"colorMode\" : \"value\"", "\"colorMode\" : \"loud\"", "colorMode"),
            new Mistake("\"justifyMode\"", "\"displayMode\"", "displayMode"),
            new Mistake("\"noValue\"", "\"nothing\"", "nothing"),
            new Mistake("\"drawStyle\" : \"line\"", "\"drawStyle\" : \"wave\"", "drawStyle"),
            new Mistake("journeys", "\"orderByMode\" : \"auto\"", "\"orderByMode\" : \"self\"", "orderByMode"),
            new Mistake("journeys", "\"byField\"", "\"field\"", "field"));

    private static JsonNode told;

    record Mistake(String dashboard, String right, String wrong, String said) {

        Mistake(String right, String wrong, String said) {
            this("intake", right, wrong, said);
        }
    }

    @BeforeAll
    static void check() throws IOException {
        assumeTrue(Node.missing().isEmpty(), () -> Node.missing().orElse(""));
        Node.install();
        ObjectMapper json = new ObjectMapper();
        ObjectNode given = json.createObjectNode();
        for (String dashboard : DASHBOARDS) {
            given.set(dashboard, json.readTree(Checkout.read("grafana/dashboards/" + dashboard + ".json")));
        }
        for (Mistake mistake : MISTAKES) {
            String committed = Checkout.read("grafana/dashboards/" + mistake.dashboard() + ".json");
            int at = committed.indexOf(mistake.right());
            assertThat(at).as("the place of %s", mistake).isNotNegative();
            String planted = committed.substring(0, at)
                    + mistake.wrong()
                    + committed.substring(at + mistake.right().length());
            given.set(copy(mistake), json.readTree(planted));
        }
        told = Node.run("dashboards.js", given).get(0);
    }

    private static String copy(Mistake mistake) {
        return "copy" + MISTAKES.indexOf(mistake);
    }

    private static List<String> problems(String dashboard) {
        List<String> problems = new ArrayList<>();
        told.get(dashboard).forEach(problem -> problems.add(problem.asText()));
        return problems;
    }

    @ParameterizedTest
    @FieldSource("DASHBOARDS")
    void theDashboardIsOfGrafanasTypes(String dashboard) {
        assertThat(problems(dashboard)).isEmpty();
    }

    @Test
    void allAreLookedAt() {
        assertThat(Checkout.root().resolve("grafana/dashboards").toFile().list())
                .hasSameSizeAs(DASHBOARDS);
    }

    @ParameterizedTest
    @FieldSource("MISTAKES")
    void aPlantedMistakeIsFound(Mistake mistake) {
        assertThat(problems(copy(mistake)))
                .anySatisfy(problem -> assertThat(problem).contains(mistake.said()));
    }
}
