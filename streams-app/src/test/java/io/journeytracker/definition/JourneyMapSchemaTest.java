package io.journeytracker.definition;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema that editors use and the reader agree. */
class JourneyMapSchemaTest {

    private static final ObjectMapper YAML = new YAMLMapper();
    private static JsonSchema schema;

    @BeforeAll
    static void readSchema() throws IOException {
        Path file = Path.of(System.getProperty("basedir", "."), "..", "docs", "journey-map.schema.json");
        schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(Files.readString(file));
    }

    private static boolean schemaAccepts(String yaml) throws IOException {
        return schema.validate(YAML.readTree(yaml)).isEmpty();
    }

    private static boolean readerAccepts(String yaml) {
        return new MapReader(LocalDate.of(2026, 11, 23))
                .read(yaml, "a.yaml")
                .problems()
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("io.journeytracker.definition.JourneyTemplates#names")
    void everyTemplateFitsTheSchema(String template) throws IOException {
        assertThat(schema.validate(YAML.readTree(JourneyTemplates.yaml(template).orElseThrow())))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "language: 2",
                "version: 0",
                "title: 5",
                "title: ' '",
                "colour: red",
                "progress: fastest",
                "grace: 90",
                "grace: 2 hours",
                "retention: 0d",
                "review: {last: 2026-09-01}",
                "review: {every: 90d, by: me}",
                "sticky: maybe",
                "personas: {id: a}",
                "personas: [{title: A}]",
                "personas: [{id: other}]",
                "personas: [{id: Big}]",
                "personas: [{id: a, tarjet: true}]",
                "breakdowns: {none: source}",
                "breakdowns: {a: 5}",
                "touchpoints: [{id: a, class: cheap}]",
                "touchpoints: [{id: a, contact: by-hand}]",
                "touchpoints: [{id: a, expected-emotion: 1.5}]",
                "touchpoints: [{id: a, event: []}]",
                "touchpoints: [{id: a, evnt: A}]",
                "exits: [{id: a}]",
                "exits: [{event: A}]",
                "exits: [{id: a, event: A, feeling: ok}]",
                "reentry: {after: 1d}",
                "reentry: {event: A, soon: 1d}",
                "terminal: [End]",
                "ideal-path: [1]",
            })
    void whatTheSchemaRejectsAtTheTopTheReaderRejectsToo(String line) throws IOException {
        String yaml = "journey: a\nstages: [{id: s, enter: {event: E}}]\n" + line + "\n";

        assertThat(schemaAccepts(yaml)).as("schema").isFalse();
        assertThat(readerAccepts(yaml)).as("reader").isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{title: A}",
                "{id: none}",
                "{id: a, enter: {}}",
                "{id: a, enter: []}",
                "{id: a, enter: {event: 404}}",
                "{id: a, enter: {event: A, chanel: web}}",
                "{id: a, stall: 5m}",
                "{id: a, stall: {severity: info}}",
                "{id: a, stall: {after: 0s}}",
                "{id: a, stall: {after: 1h, clock: wall}}",
                "{id: a, stall: {after: 1h, clock: stage, resets: any}}",
                "{id: a, churn: [{id: b}]}",
                "{id: a, churn: [{id: b, silent: 1d, event: B}]}",
                "{id: a, churn: [{silent: 1d}]}",
                "{id: a, targets: {speed: 5}}",
                "{id: a, targets: {conversion: {to: a, within: 1d}}}",
                "{id: a, targets: {conversion: {to: a, within: 1d, at-least: 105%}}}",
                "{id: a, targets: {conversion: {to: a, within: 1d, at-least: 0.05}}}",
                "{id: a, targets: {dwell: {}}}",
                "{id: a, targets: {emotion: {at-least: -2}}}",
                "{id: a, stages: []}",
                "{id: a, enter: {event: A}, stages: [{id: b}]}",
                "just text",
            })
    void whatTheSchemaRejectsInAStageTheReaderRejectsToo(String stage) throws IOException {
        String yaml = "journey: a\nstages:\n  - " + stage + "\n";

        assertThat(schemaAccepts(yaml)).as("schema").isFalse();
        assertThat(readerAccepts(yaml)).as("reader").isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x-note: {anything: [1, 2]}",
                "terminal: []",
                "terminal: s",
                "grace: 0s",
                "personas: [{id: a, goals: one, x-photo: a.png}]",
                "touchpoints: [{id: a}, {id: b, channel: fax, when: 'value > 5'}]",
                "reentry: {when: 'value > 5', after: 0s}",
                "exits: [{id: a, channel: store, x-note: b}]",
            })
    void whatTheReaderAcceptsTheSchemaAcceptsToo(String line) throws IOException {
        String yaml = "journey: a\nstages: [{id: s, enter: {event: E}, stall: none}]\n" + line + "\n";

        assertThat(readerAccepts(yaml)).as("reader").isTrue();
        assertThat(schemaAccepts(yaml)).as("schema").isTrue();
    }

    @Test
    void aMapNeedsAnIdAndStages() throws IOException {
        assertThat(schemaAccepts("journey: a")).isFalse();
        assertThat(schemaAccepts("stages: [{id: s}]")).isFalse();
        assertThat(schemaAccepts("journey: a\nstages: [{id: s}]")).isTrue();
    }
}
