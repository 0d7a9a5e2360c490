package io.journeytracker.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.journeytracker.testing.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Prometheus's own tool on its configuration and rules, and on when the rules fire. */
@Tag("grafana")
class RulesTest {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Path TESTS = Path.of("src/test/resources/grafana");

    private static final List<String> WHEN_THEY_FIRE = List.of("rules-test.yml", "rules-weeks-test.yml");

    @TempDir
    Path copy;

    @BeforeEach
    void copyOfTheFiles() throws IOException {
        Program.require("promtool");
        for (String file : new String[] {"prometheus.yml", "recording.yml", "alerts.yml"}) {
            Files.writeString(copy.resolve(file), Checkout.read("grafana/prometheus/" + file));
        }
        for (String file : WHEN_THEY_FIRE) {
            Files.copy(TESTS.resolve(file), copy.resolve(file));
        }
    }

    private Program.Ended check() {
        return Program.run(copy, "promtool", "check", "config", "prometheus.yml");
    }

    private Program.Ended test(String when) {
        return Program.run(copy, "promtool", "test", "rules", when);
    }

    @Test
    void theConfigurationAndTheRulesAreValid() {
        assertThat(check())
                .satisfies(ended -> assertThat(ended.code()).as(ended.output()).isZero());
    }

    @ParameterizedTest
    @FieldSource("WHEN_THEY_FIRE")
    void eachRuleFiresWhenItShouldAndOnlyThen(String when) {
        assertThat(test(when))
                .satisfies(ended -> assertThat(ended.code()).as(ended.output()).isZero());
    }

    @Test
    void eachAlertHasATestThatItFiresAndOneThatItDoesNot() throws IOException {
        StringBuilder tests = new StringBuilder();
        for (String file : WHEN_THEY_FIRE) {
            tests.append(Files.readString(TESTS.resolve(file)));
        }
        Pattern.compile("- alert: (\\w+)")
                .matcher(Checkout.read("grafana/prometheus/alerts.yml"))
                .results()
                .forEach(alert -> {
                    assertThat(tests.toString())
                            .containsPattern("alertname: " + alert.group(1) + "\\s+exp_alerts:\\s+- ");
                    assertThat(tests.toString())
                            .containsPattern("alertname: " + alert.group(1) + ",?\\s+exp_alerts: \\[]");
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "prometheus.yml | scrape_configs | scrape_config",
                "recording.yml | clamp_min( | clamp_mini(",
                "alerts.yml | for: 2m | for: soon"
            })
    void aPlantedMistakeIsNotValid(String file, String right, String wrong) throws IOException {
        plant(file, right, wrong);
        assertThat(check().code()).isNotZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rules-test.yml | the clocks | alerts.yml | > 60 | > 60000",
                "rules-test.yml | touchpoints end | alerts.yml | No touchpoint has arrived | Nothing has arrived",
                "rules-test.yml | dwell | recording.yml | 0.95 | 0.05",
                "rules-weeks-test.yml | stalls | alerts.yml | 2 * journey:stalls:usual1h | 0.5 * journey:stalls:usual1h",
                "rules-weeks-test.yml | conversion | recording.yml | offset 1d | offset 2d",
                "rules-weeks-test.yml | conversion | recording.yml | < bool | > bool",
                "rules-weeks-test.yml | one of two | recording.yml | and on (job) journey:tasks:whole | and on (job) journey_partitions",
                "rules-weeks-test.yml | one of two | recording.yml | unless on (job, journey, version) journey:gained1d:unknown | ''"
            })
    void aPlantedMistakeFiresAtTheWrongTime(String when, String name, String file, String right, String wrong)
            throws IOException {
        keepOnly(when, name);
        assertThat(test(when))
                .satisfies(ended -> assertThat(ended.code()).as(ended.output()).isZero());
        plant(file, right, wrong);
        assertThat(test(when).code()).isNotZero();
    }

    /** The one test whose name begins so: all of them take seconds. */
    private void keepOnly(String when, String name) throws IOException {
        JsonNode all = YAML.readTree(copy.resolve(when).toFile());
        ArrayNode tests = (ArrayNode) all.get("tests");
        for (int i = tests.size() - 1; i >= 0; i--) {
            if (!tests.get(i).path("name").asText().startsWith(name)) {
                tests.remove(i);
            }
        }
        assertThat(tests).hasSize(1);
        YAML.writeValue(copy.resolve(when).toFile(), all);
    }

    private void plant(String file, String right, String wrong) throws IOException {
        String text = Files.readString(copy.resolve(file));
        assertThat(text).contains(right);
        Files.writeString(copy.resolve(file), text.replace(right, wrong));
    }
}
