package io.journeytracker.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.journeytracker.stack.Dashboard;
import io.journeytracker.testing.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether panels show what they say: Prometheus's own tool evaluates their expressions over figures made by hand. */
@Tag("grafana")
class PanelNumbersTest {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final int PARTITIONS = 6;

    /** As a person would have chosen; the longer names first, since one begins with another. */
    private static final Map<String, String> CHOSEN = new TreeMap<>(Map.ofEntries(
            Map.entry("$__range_s", "86400"),
            Map.entry("$__rate_interval", "30m"),
            Map.entry("$__range", "24h"),
            Map.entry("$journey", "shop"),
            Map.entry("$version", ".*"),
            Map.entry("$persona", ".*"),
            Map.entry("$stage", ".*"),
            Map.entry("$source", ".*"),
            Map.entry("$owner", ".*"),
            Map.entry("$job", "a")));

    @TempDir
    Path folder;

    private final Map<String, String> expressions = new TreeMap<>();

    @BeforeEach
    void read() throws IOException {
        Program.require("promtool");
        Files.writeString(folder.resolve("recording.yml"), Checkout.read("grafana/prometheus/recording.yml"));
        Dashboard.in(Checkout.root().resolve("grafana/dashboards"))
                .forEach(dashboard ->
                        dashboard.queries().forEach(query -> expressions.put(query.name(), query.expression())));
    }

    @Test
    void panelsShowWhatTheySay() throws IOException {
        assertThat(run())
                .satisfies(ended -> assertThat(ended.code()).as(ended.output()).isZero());
    }

    @Test
    void aPlantedMistakeShowsOtherNumbers() throws IOException {
        expressions.computeIfPresent(
                "Journeys / NPS / A", (name, right) -> right.replaceFirst("le=\"6.0\"", "le=\"8.0\""));
        expressions.computeIfPresent(
                "Journeys / Retention by first week / A", (name, right) -> right.replace("week=\"0\"", "week=\"1\""));
        Program.Ended ended = run();
        assertThat(ended.code()).isNotZero();
        assertThat(ended.output()).contains("exp: {kind=\"nps\"} 3E+01", "cohort=\"2026-01-05\"");
    }

    private Program.Ended run() throws IOException {
        ObjectNode all = YAML.createObjectNode();
        all.putArray("rule_files").add("recording.yml");
        all.put("evaluation_interval", "30m");
        ArrayNode order = all.putArray("group_eval_order");
        YAML.readTree(folder.resolve("recording.yml").toFile())
                .path("groups")
                .forEach(group -> order.add(group.path("name").asText()));
        ArrayNode tests = all.putArray("tests");
        YAML.readTree(Path.of("src/test/resources/grafana/panels-test.yml").toFile())
                .forEach(each -> tests.add(test(each)));
        YAML.writeValue(folder.resolve("panels.yml").toFile(), all);
        return Program.run(folder, "promtool", "test", "rules", "panels.yml");
    }

    private ObjectNode test(JsonNode source) {
        ObjectNode test = YAML.createObjectNode();
        test.set("name", source.get("name"));
        test.put("interval", "10m");
        ArrayNode series = test.putArray("input_series");
        series(series, "journey_partitions{job=\"a\"}", PARTITIONS);
        series(series, "journey_tasks_active{job=\"a\"}", PARTITIONS);
        series(series, "journey_map_published_timestamp_seconds{job=\"a\",journey=\"shop\",version=\"1\"}", 0);
        stage(series, "look", "0", "Looks", "marketing");
        stage(series, "pay", "1", "Pays", "sales");
        if (source.has("partitions")) {
            ((ObjectNode) series.get(0)).put("values", source.get("partitions").asText() + "x250");
        }
        source.get("series").forEach(series::add);
        ArrayNode asked = test.putArray("promql_expr_test");
        source.get("panels").properties().forEach(panel -> {
            assertThat(expressions).containsKey(panel.getKey());
            ObjectNode one = asked.addObject();
            one.put("expr", chosen(expressions.get(panel.getKey())));
            one.put("eval_time", "26h");
            ArrayNode samples = one.putArray("exp_samples");
            panel.getValue().properties().forEach(sample -> samples.addObject()
                    .put("labels", sample.getKey())
                    .set("value", sample.getValue()));
        });
        return test;
    }

    private static void stage(ArrayNode series, String id, String position, String title, String owner) {
        series(
                series,
                ("journey_stage_info{job=\"a\",journey=\"shop\",version=\"1\",stage=\"%s\",position=\"%s\",title=\"%s\","
                                + "owner=\"%s\",parent=\"\"}")
                        .formatted(id, position, title, owner),
                1);
    }

    private static void series(ArrayNode all, String name, int value) {
        all.addObject().put("series", name).put("values", value + "x250");
    }

    private static String chosen(String expression) {
        String[] result = {expression};
        CHOSEN.entrySet().stream()
                .sorted((one, other) -> other.getKey().length() - one.getKey().length())
                .forEach(each -> result[0] = result[0].replace(each.getKey(), each.getValue()));
        return result[0];
    }
}
