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
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The committed dashboards by Grafana's own package for data, of the version that Compose runs: it knows their units, and its transformations
 * bring what Prometheus answers in any order into that of the journey.
 */
@Tag("grafana")
class GrafanaDataTest {

    /** As the texts of a journey's stages begin; as no answer should be shown. */
    private static final List<String> WORDS = List.of("10", "02", "01");

    private static final List<String> IN_ORDER = List.of("01", "02", "10");

    private static JsonNode told;

    @BeforeAll
    static void transform() throws IOException {
        assumeTrue(Node.missing().isEmpty(), () -> Node.missing().orElse(""));
        Node.install();
        ObjectNode given = new ObjectMapper().createObjectNode();
        ObjectNode dashboards = given.putObject("dashboards");
        for (String name : List.of("journeys", "alerts", "intake", "streams")) {
            dashboards.set(name, dashboard(name));
        }
        ObjectNode planted = dashboard("journeys");
        planted.path("panels").forEach(panel -> ((ObjectNode) panel).putArray("transformations"));
        ((ObjectNode) planted.at("/panels/1/fieldConfig/defaults")).put("unit", "pieces");
        dashboards.set("planted", planted);
        WORDS.forEach(given.putArray("words")::add);
        told = Node.run("transformed.js", given).get(0);
    }

    private static ObjectNode dashboard(String name) throws IOException {
        return (ObjectNode) new ObjectMapper().readTree(Checkout.read("grafana/dashboards/" + name + ".json"));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.asText()));
        return texts;
    }

    @ParameterizedTest
    @ValueSource(strings = {"journeys", "alerts", "intake", "streams"})
    void grafanaKnowsTheUnits(String dashboard) {
        assertThat(texts(told.at("/" + dashboard + "/units"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Funnel", "Step conversion", "Drop-off", "Bottlenecks", "Customers by stage"})
    void barsAndLinesStandInTheOrderOfTheJourney(String panel) {
        assertThat(texts(told.at("/journeys/panels/" + panel))).isEqualTo(IN_ORDER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Flows from × to", "Emotion curve", "Moments of truth", "Retention by first week"})
    void rowsAndColumnsStandInTheirOrder(String panel) {
        List<String> twice = new ArrayList<>(IN_ORDER);
        twice.addAll(IN_ORDER);
        assertThat(texts(told.at("/journeys/panels/" + panel))).isEqualTo(twice);
    }

    @Test
    void thePackageIsOfTheVersionThatComposeRuns() throws IOException {
        String version = new ObjectMapper()
                .readTree(Checkout.read("streams-app/src/test/node/package.json"))
                .at("/dependencies/@grafana~1data")
                .asText();
        assertThat(Checkout.read("docker-compose.yml")).contains("image: grafana/grafana:" + version + "\n");
    }

    @Test
    void plantedMistakesAreFound() {
        assertThat(texts(told.at("/planted/units"))).containsExactly("pieces");
        assertThat(texts(told.at("/planted/panels/Funnel"))).isEqualTo(WORDS);
        assertThat(texts(told.at("/planted/panels/Moments of truth"))).startsWith(WORDS.get(0));
    }
}
