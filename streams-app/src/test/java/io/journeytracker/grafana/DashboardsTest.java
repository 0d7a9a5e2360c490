package io.journeytracker.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.journeytracker.testing.Checkout;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The dashboards as they are committed. */
class DashboardsTest {

    private static final Map<String, String> SOURCES = DashboardSource.all();

    @Test
    void theCommittedOnesAreThoseOfTheSources() {
        Map<String, String> committed = new TreeMap<>();
        SOURCES.keySet().forEach(file -> committed.put(file, Checkout.read("grafana/dashboards/" + file)));
        assertThat(committed).as("run DashboardWriter, as CONTRIBUTING.md says").isEqualTo(new TreeMap<>(SOURCES));
        assertThat(DashboardWriter.folder().toFile().list()).containsExactlyInAnyOrderElementsOf(SOURCES.keySet());
    }

    @Test
    void theyKeepTheRules() {
        assertThat(DashboardRules.problems(SOURCES)).isEmpty();
    }

    /** But for visits begun as a counter: the dashboards take the ledger's, which know of the time before the first scrape. */
    @Test
    void everyMetricOfOursIsShownOrWatched() {
        String all = SOURCES.values()
                + Checkout.read("grafana/prometheus/recording.yml")
                + Checkout.read("grafana/prometheus/alerts.yml");
        assertThat(neither(all)).containsExactly("journey_stage_entries_total");
        assertThat(neither(all.replace("journey_ticks_dropped_total", "journey_ticks_lost_total")))
                .as("a planted mistake")
                .contains("journey_ticks_dropped_total");
    }

    private static List<String> neither(String shown) {
        return Checkout.codeInFirstColumn("docs/metrics.md").stream()
                .filter(name -> !Pattern.compile("\\b" + name + "(_bucket|_count|_sum)?\\b")
                        .matcher(shown)
                        .find())
                .toList();
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake("\"editable\" : false", "\"editable\" : true", "can be edited"),
                mistake("\"uid\" : \"journey-intake\"", "\"uid\" : \"journey-alerts\"", "its uid is another one's"),
                mistake("\"title\" : \"Intake\"", "\"title\" : \"\"", "has no title"),
                mistake("\"description\" :", "\"text\" :", "has no description"),
                mistake("\"targets\" :", "\"asks\" :", "asks nothing"),
                mistake("\"refId\" : \"B\"", "\"refId\" : \"A\"", "two of its queries have one name"),
                mistake("\"name\" : \"job\"", "\"name\" : \"work\"", "lacks the variables"),
                mistake("\"id\" : 3,", "\"id\" : 2,", "its id is another panel's"),
                mistake("\"title\" : \"Rejected\"", "\"title\" : \"Touchpoints\"", "another panel's too"),
                mistake("\"type\" : \"stat\"", "\"type\" : \"speedometer\"", "unknown type"),
                mistake("\"w\" : 4", "\"w\" : 25", "not within the grid"),
                mistake("\"x\" : 4", "\"x\" : 3", "overlaps"),
                mistake(
                        "\"description\" : \"Messages that the intake took ",
                        "\"description\" : \"So. It goes. ",
                        "not two sentences"),
                mistake(
                        "\"description\" : \"Messages that",
                        "\"description\" : \"Of journey_intake_events that",
                        "names a metric"),
                mistake("\"unit\" : \"short\"", "\"unit\" : \"pieces\"", "its unit"),
                mistake("\"noValue\" : \"Nothing in the time shown\"", "\"noValue\" : \"\"", "says nothing"),
                mistake(
                        "\"uid\" : \"${datasource}\"\n      },\n      \"targets\"",
                        "\"uid\" : \"mine\"\n      },\n      \"targets\"",
                        "its data source"),
                mistake(
                        "sum(increase(journey_intake_events_total",
                        "sum((journey_intake_events_total",
                        "without a rate"),
                mistake("[$__rate_interval]", "[5m]", "not over $__rate_interval"),
                mistake("{job=\\\"$job\\\",source", "{source", "the chosen installation"));
    }

    private static Arguments mistake(String right, String wrong, String told) {
        return Arguments.of(right, wrong, told);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aPlantedMistakeIsFound(String right, String wrong, String told) {
        String intake = SOURCES.get("intake.json");
        int at = intake.indexOf(right);
        assertThat(at).as("the place of the mistake").isNotNegative();
        Map<String, String> planted = new HashMap<>(SOURCES);
        planted.put("intake.json", intake.substring(0, at) + wrong + intake.substring(at + right.length()));
        List<String> problems = DashboardRules.problems(planted);
        assertThat(problems).anySatisfy(problem -> assertThat(problem).contains(told));
    }

    @ParameterizedTest
    @CsvSource({
        "\"id\" : \"merge\", \"id\" : \"mingle\", an unknown transformation",
        "/map?journey, /maps?journey, leads to no page",
        "${map}, ${maps}, an unknown variable",
        "&status=, &state=, what the page does not know",
        "status=churned, status=gone, what the page does not offer",
        "view=flow, view=flows, what the page does not offer",
        "stage=*, stage=any, names a stage",
        "look at the moments of truth., that is bad., what to do when it looks bad",
        "\"name\" : \"step\", \"name\" : \"stage\", not in the order of the journey",
        "\"id\" : \"joinByField\", \"id\" : \"merge\", not in the order of the journey"
    })
    void aPlantedMistakeInTheJourneysIsFound(String right, String wrong, String told) {
        Map<String, String> planted = new HashMap<>(SOURCES);
        planted.computeIfPresent("journeys.json", (file, text) -> text.replace(right, wrong));
        assertThat(DashboardRules.problems(planted))
                .anySatisfy(problem -> assertThat(problem).contains(told));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "No full stop", "Look. Then act."})
    void aSourceThatDoesNotSayInASentenceWhatToDoIsRefused(String act) {
        ObjectMapper json = new ObjectMapper();
        ObjectNode types = json.createObjectNode();
        types.putObject("stat");
        PanelSource source = new PanelSource(types, new Macros(Map.of()));
        ObjectNode panel = json.createObjectNode().put("type", "stat").put("title", "Present");
        panel.put("shows", "Customers.").put("act", act);
        assertThatThrownBy(() -> source.panel(panel, 1)).hasMessageContaining("expected one sentence as act");
    }

    @Test
    void barsThatDoNotBeginAtZeroAreFound() {
        Map<String, String> planted = new HashMap<>(SOURCES);
        planted.computeIfPresent("journeys.json", (file, text) -> text.replaceFirst("\"min\" : 0", "\"min\" : 5"));
        assertThat(DashboardRules.problems(planted))
                .anySatisfy(problem -> assertThat(problem).contains("begin at 0"));
    }
}
