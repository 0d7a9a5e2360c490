package io.journeytracker.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.yaml.YamlProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MapMistakesTest {

    private static final String SMALLEST = """
            journey: shop
            stages:
              - {id: look, enter: {event: Product Viewed}}
              - {id: buy, enter: {event: Order Completed}}
            """;

    private static MapReading read(String yaml) {
        return new MapReader(LocalDate.of(2026, 11, 23)).read(yaml, "shop.yaml");
    }

    private static List<String> problems(String yaml) {
        return read(yaml).problems().stream().map(YamlProblem::toString).toList();
    }

    @Test
    void everyMistakeIsToldAtOnceWithItsLineAndColumn() {
        assertThat(problems("""
                        langage: 1
                        journey: Shop
                        stages:
                          - id: cart
                            stall: {after: 2 hours}
                        terminal: [crt]
                        """))
                .containsExactly(
                        "shop.yaml:1:1 langage: is not a key of the language here; expected one of language, journey,"
                                + " owner, stages, version, title, objective, review, progress, initial, grace,"
                                + " retention, personas, breakdowns, touchpoints, terminal, sticky, exits, reentry,"
                                + " ideal-path; did you mean language?",
                        "shop.yaml:2:10 journey: is Shop; expected an id: a small letter, then small letters, digits,"
                                + " - or _, at most 64 characters",
                        "shop.yaml:5:20 stages[0].stall.after: is 2 hours; expected a duration such as 90s, 30m, 2h or"
                                + " 14d",
                        "shop.yaml:6:12 terminal[0]: is crt, which is no stage of this map; expected one of cart; did"
                                + " you mean cart?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "language: 2                            | language: is the number 2; expected 1",
                "version: 0                             | version: is the number 0; expected a whole number",
                "version: 1.5                           | version: is the number 1.5; expected a whole number",
                "version: one                           | version: is the text one; expected a whole number",
                "title: 5                               | write \"5\" in quotes",
                "title: [a]                             | title: is a list; expected text",
                "title:                                 | title: is empty; expected text",
                "progress: fastest                      | expected one of furthest, latest",
                "progress: latst                        | did you mean latest?",
                "initial: bu                            | initial: is bu, which is no stage of this map",
                "grace: 90                              | grace: is 90; expected a duration",
                "grace: -1h                             | grace: is -1h; expected a duration",
                "grace: 4000d                           | expected at most 3650d",
                "retention: 0d                          | retention: is nothing; expected more than 0s",
                "retention: 1h                          | retention: is not longer than grace",
                "review: 90d                            | review: is the text 90d; expected keys and values",
                "review: {last: 2026-09-01}             | review.every: is missing",
                "review: {every: 1d, last: 2026-13-01}  | expected a date such as 2026-09-01",
                "sticky: maybe                          | sticky: is the text maybe; expected true or false",
                "personas: {id: a}                      | personas: is a group of keys; expected a list",
                "personas: [{title: A}]                 | personas[0].id: is missing",
                "personas: [{id: other}]                | personas[0].id: is other, which is reserved",
                "personas: [{id: a}, {id: a}]           | personas[1].id: is a a second time",
                "personas: [{id: a, tarjet: true}]      | did you mean target?",
                "breakdowns: {none: source}             | breakdowns.none: is none, which is reserved",
                "breakdowns: {a: propertys.x}           | undeclared reference to 'propertys'",
                "touchpoints: [{id: a, class: cheap}]   | expected one of media, social, product, service",
                "touchpoints: [{id: a, contact: 1}]     | expected one of direct, indirect",
                "touchpoints: [{id: a, expected-emotion: 1.5}] | expected a number from -1 to 1",
                "touchpoints: [{id: a, event: []}]      | event: is an empty list; expected one event name or more",
                "exits: [{id: a}]                       | exits[0]: says nothing of the touchpoint",
                "exits: [{id: a, event: A, feeling: ok}] | expected one of satisfied, neutral, dissatisfied",
                "reentry: {after: 1d}                   | reentry: says nothing of the touchpoint",
                "reentry: {event: A, after: soon}       | reentry.after: is soon; expected a duration",
                "ideal-path: [look, by]                 | ideal-path[1]: is by, which is no stage of this map",
                "journey: again                         | journey: is given twice, first in line 1",
                "? [a, b] : c                           | has a key that is no word",
            })
    void aMistakeAtTheTopIsTold(String line, String message) {
        MapReading reading = read(SMALLEST + line + "\n");

        assertThat(reading.definition()).isEmpty();
        assertThat(reading.problems()).allMatch(problem -> problem.line() == 5 && problem.column() >= 1);
        assertThat(reading.problems().toString()).contains(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "title: Look                              | stages[0].id: is missing",
                "{id: none}                               | stages[0].id: is none, which is reserved",
                "{id: a, enter: {event: A, chanel: web}}  | stages[0].enter.chanel: is not a key",
                "{id: a, enter: []}                       | stages[0].enter: is an empty list; expected one rule",
                "{id: a, enter: {}}                       | stages[0].enter: says nothing of the touchpoint",
                "{id: a, enter: {event: 404}}             | write \"404\" in quotes",
                "{id: a, stall: {severity: info}}         | stages[0].stall.after: is missing",
                "{id: a, stall: {after: 0s}}              | stages[0].stall.after: is nothing",
                "{id: a, stall: {after: 1h, clock: wall}} | expected one of activity, stage",
                "{id: a, stall: {after: 1h, clock: stage, resets: any}} | has no meaning with clock: stage",
                "{id: a, churn: [{id: b}]}                | has neither silent nor an event",
                "{id: a, churn: [{id: b, silent: 1d, event: B}]} | has both silent and an event",
                "{id: a, churn: [{silent: 1d}]}           | stages[0].churn[0].id: is missing",
                "{id: a, targets: {conversion: {to: a}}}  | stages[0].targets.conversion.within: is missing",
                "{id: a, targets: {conversion: {to: b, within: 1d, at-least: 5%}}} | to: is b, which is no stage",
                "{id: a, targets: {conversion: {to: a, within: 1d, at-least: 105%}}} | a percentage from 0% to 100%",
                "{id: a, targets: {dwell: {}}}            | expected p50, p95 or both",
                "{id: a, targets: {dwell: {p50: 2h, p95: 1h}}} | p50: is longer than p95",
                "{id: a, targets: {emotion: {at-least: -2}}} | expected a number from -1 to 1",
                "{id: a, stages: []}                      | stages[0].stages: is an empty list",
                "{id: a, enter: {event: A}, stages: [{id: b}]} | cannot be where a stage has stages",
                "{id: a, stages: [{id: a}]}               | is a, as another stage in line 3",
                "just text                                | stages[0]: is the text just text; expected keys and values",
            })
    void aMistakeInAStageIsTold(String stage, String message) {
        List<YamlProblem> problems =
                read("journey: shop\nstages:\n  - " + stage + "\n").problems();

        if (message.equals("VALID")) {
            assertThat(problems).isEmpty();
        } else {
            assertThat(problems.toString()).contains(message);
            assertThat(problems).allMatch(problem -> problem.line() == 3);
        }
    }

    @Test
    void aConditionsMistakeIsToldWhereCelFindsIt() {
        assertThat(problems("""
                        journey: shop
                        stages:
                          - {id: a, enter: {event: A, when: traits.segment == "x" && foo == 1}}
                          - {id: b, enter: {event: B, when: "size(event)"}}
                        """))
                .containsExactly(
                        "shop.yaml:3:62 stages[0].enter.when: is no valid condition: undeclared reference to 'foo' (in"
                                + " container '') (line 1, column 26 of the expression); known are event, channel,"
                                + " class, contact, properties, traits, sentiment, score, value, source; expected a"
                                + " CEL expression",
                        "shop.yaml:4:42 stages[1].enter.when: is no valid condition: expected type 'bool' but found"
                                + " 'int' (line 1, column 5 of the expression); expected a CEL expression");
    }

    @Test
    void aGroupIsNoStageToStandIn() {
        String yaml = """
                journey: shop
                initial: buying
                stages: [{id: buying, stages: [{id: cart}]}]
                """;

        assertThat(problems(yaml))
                .containsExactly("shop.yaml:2:10 initial: is buying, which has stages of its own; expected one of the"
                        + " stages inside it");
    }

    @Test
    void limitsAreTold() {
        StringBuilder stages = new StringBuilder("journey: shop\nstages:\n");
        StringBuilder exits = new StringBuilder("exits:\n");
        for (int i = 0; i < 65; i++) {
            stages.append("  - {id: s").append(i).append(", churn: [{id: c, event: C}]}\n");
            exits.append("  - {id: e").append(i).append(", event: E}\n");
        }

        assertThat(read(stages.toString() + exits).problems())
                .extracting(YamlProblem::message)
                .containsExactly(
                        "has 65 stages; expected at most 64",
                        "has 65 churn rules by event; expected at most 64",
                        "has 65 exits; expected at most 64");
    }

    @Test
    void aPatternOrDurationThatIsNoneIsToldBeforeItNeverMatches() {
        assertThat(problems("""
                        journey: shop
                        stages:
                          - {id: a, enter: {event: A, when: 'source.matches("(")'}}
                          - {id: b, enter: {event: B, when: 'duration("soon") < duration("1h")'}}
                        breakdowns: {page: 'properties.page.matches("[") ? "x" : "y"'}
                        """))
                .hasSize(3)
                .anySatisfy(problem ->
                        assertThat(problem).startsWith("shop.yaml:5:").contains("breakdowns.page"))
                .anySatisfy(problem ->
                        assertThat(problem).startsWith("shop.yaml:3:").contains("stages[0].enter.when"))
                .anySatisfy(problem ->
                        assertThat(problem).startsWith("shop.yaml:4:").contains("stages[1].enter.when"));
    }

    @Test
    void aFileThatIsTooLongForAMapIsNotReadToItsEnd(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("long.yaml"), new byte[5_000_000]);
        assertThat(new MapReader(LocalDate.EPOCH).read(file).problems().toString())
                .contains("is longer than 4000000 bytes");
    }
}
