package io.journeytracker.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.journeytracker.schema.Contact;
import io.journeytracker.schema.TouchpointClass;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MapReaderTest {

    private static final String SMALLEST = """
            journey: shop
            stages:
              - {id: look, enter: {event: Product Viewed}}
              - {id: buy, enter: {event: Order Completed}}
            """;

    @TempDir
    Path folder;

    private static MapReading read(String yaml) {
        return new MapReader(LocalDate.of(2026, 11, 23)).read(yaml, "shop.yaml");
    }

    private static List<String> problems(String yaml) {
        return read(yaml).problems().stream().map(MapProblem::toString).toList();
    }

    private static List<String> warnings(String yaml) {
        return read(yaml).warnings().stream().map(MapProblem::toString).toList();
    }

    @Test
    void aMapThatSaysLittleGetsTheDefaults() {
        JourneyDefinition map = read(SMALLEST).orThrow();

        assertThat(map.version()).isEqualTo(1);
        assertThat(map.title()).isEqualTo("shop");
        assertThat(map.progress()).isEqualTo(Progress.FURTHEST);
        assertThat(map.initial()).isEmpty();
        assertThat(map.grace()).isEqualTo(Duration.ofHours(1));
        assertThat(map.retention()).isEmpty();
        assertThat(map.terminal()).containsExactly("buy");
        assertThat(map.sticky()).isTrue();
        assertThat(map.exits()).isEmpty();
        assertThat(map.stages()).extracting(Stage::title).containsExactly("look", "buy");
    }

    @Test
    void everythingThatAMapSaysIsKept() {
        JourneyDefinition map = read("""
                        language: 1
                        journey: online-shop
                        version: 3
                        title: Buying
                        objective: More of it
                        owner: ecommerce
                        review: {every: 90d, last: 2026-09-01}
                        progress: latest
                        initial: awareness
                        grace: 2h
                        retention: 400d
                        x-colour: {main: "#336699", weight: 1.50}
                        personas:
                          - {id: berta, title: Berta, target: true, goals: [save], needs: prices, motivations: [thrift], frustrations: [fees], when: traits.segment == "deals"}
                        breakdowns: {promotion: properties.coupon}
                        touchpoints:
                          - {id: advert, title: Advertisement, channel: social, class: media, contact: indirect}
                          - {id: payment, event: Paid, source: till, moment-of-truth: true, expected-emotion: -0.2}
                          - {id: word, title: Word of mouth}
                        stages:
                          - id: awareness
                            owner: marketing
                            enter: {event: [Page Viewed, Ad Clicked]}
                            targets: {conversion: {to: purchase, within: 7d, at-least: 5%}}
                          - id: purchase
                            title: Buys
                            owner: sales
                            stall: {after: 2h}
                            churn: [{id: abandoned, silent: 14d}]
                            stages:
                              - id: cart
                                enter:
                                  - {event: Product Added}
                                  - {channel: store, event: Item Reserved, when: properties.value > 0}
                              - id: checkout
                                owner: payments
                                enter: {event: Checkout Started}
                                stall: {after: 30m, clock: stage, severity: critical}
                                churn: [{id: refunded, event: Order Refunded, feeling: dissatisfied, severity: info}]
                                targets: {dwell: {p50: 2m, p95: 10m}, emotion: {at-least: 0.1}}
                              - {id: free, stall: none, churn: []}
                          - {id: done, enter: {event: Thanked}}
                        terminal: [done, free]
                        sticky: false
                        exits: [{id: cancelled, event: Order Cancelled, feeling: neutral}]
                        reentry: {event: Product Added, after: 1d}
                        ideal-path: [awareness, cart, checkout]
                        """).orThrow();

        assertThat(map.review()).contains(new Review(Duration.ofDays(90), Optional.of(LocalDate.of(2026, 9, 1))));
        assertThat(map.progress()).isEqualTo(Progress.LATEST);
        assertThat(map.initial()).contains("awareness");
        assertThat(map.retention()).contains(Duration.ofDays(400));
        assertThat(map.extensions())
                .isEqualTo(Map.of("x-colour", Map.of("main", "#336699", "weight", new BigDecimal("1.5"))));
        Persona berta = map.personas().get(0);
        assertThat(berta.needs()).containsExactly("prices");
        assertThat(berta.target()).isTrue();
        assertThat(map.breakdowns()).containsExactly(Map.entry("promotion", "properties.coupon"));
        EventRule advert = map.touchpoints().get(0).rule().orElseThrow();
        assertThat(advert.touchpointClass()).contains(TouchpointClass.MEDIA);
        assertThat(advert.contact()).contains(Contact.INDIRECT);
        assertThat(map.touchpoints().get(1).expectedEmotion()).hasValue(-0.2);
        assertThat(map.touchpoints().get(2).rule()).isEmpty();
        assertThat(map.stages()).extracting(Stage::id).containsExactly("awareness", "cart", "checkout", "free", "done");
        Stage cart = map.stages().get(1);
        assertThat(cart.owner()).contains("sales");
        assertThat(cart.path()).containsExactly("purchase");
        assertThat(cart.stall().orElseThrow().after()).isEqualTo(Duration.ofHours(2));
        assertThat(cart.stall().orElseThrow().severity()).isEqualTo(Severity.WARNING);
        assertThat(cart.churn()).extracting(Churn::silent).containsExactly(Optional.of(Duration.ofDays(14)));
        assertThat(cart.enter().get(1).when()).contains("properties.value > 0");
        Stage checkout = map.stages().get(2);
        assertThat(checkout.owner()).contains("payments");
        assertThat(checkout.stall())
                .contains(new Stall(Duration.ofMinutes(30), Stall.Clock.STAGE, Stall.Resets.ANY, Severity.CRITICAL));
        assertThat(checkout.churn().get(0).feeling()).contains(Feeling.DISSATISFIED);
        assertThat(checkout.targets().orElseThrow().dwell().orElseThrow().p95()).contains(Duration.ofMinutes(10));
        assertThat(map.stages().get(3).stall()).isEmpty();
        assertThat(map.stages().get(3).churn()).isEmpty();
        assertThat(map.stages().get(4).owner()).contains("ecommerce");
        assertThat(map.groups()).hasSize(1);
        assertThat(map.groups().get(0).leaves()).containsExactly("cart", "checkout", "free");
        assertThat(map.stages().get(0).targets().orElseThrow().conversion().orElseThrow())
                .isEqualTo(new Targets.Conversion("purchase", Duration.ofDays(7), 0.05));
        assertThat(map.terminal()).containsExactly("done", "free");
        assertThat(map.reentry().orElseThrow().after()).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void aMapMayHaveNoTerminalStage() {
        assertThat(read(SMALLEST + "terminal: []\n").orThrow().terminal()).isEmpty();
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
                "{id: a, enter: []}                       | VALID",
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
        List<MapProblem> problems =
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
                .extracting(MapProblem::message)
                .containsExactly(
                        "has 65 stages; expected at most 64",
                        "has 65 churn rules by event; expected at most 64",
                        "has 65 exits; expected at most 64");
    }

    @Test
    void whatIsNoMapAtAllIsTold() {
        assertThat(problems("").get(0)).startsWith("shop.yaml:1:1: is empty; expected a journey map");
        assertThat(problems("# only a comment\n").get(0)).contains("is empty");
        assertThat(problems("- a\n").get(0)).contains("is a list; expected keys and values");
        assertThat(problems(SMALLEST + "---\njourney: two\n").get(0))
                .contains("shop.yaml:6:1: a second document begins here");
        assertThat(problems("journey: [a\nstages: b\n").get(0))
                .startsWith("shop.yaml:2:")
                .contains("is not YAML");
        assertThat(problems("journey: a\n"))
                .containsExactly("shop.yaml:1:1 stages: is missing; expected a list of stages");
    }

    @Test
    void aliasesMayNotGrowWithoutBound() {
        StringBuilder bomb = new StringBuilder("x-a0: &a0 [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]\n");
        for (int i = 1; i < 9; i++) {
            bomb.append("x-a" + i + ": &a" + i + " [" + ("*a" + (i - 1) + ", ").repeat(9) + "*a" + (i - 1) + "]\n");
        }

        assertThat(problems(bomb + SMALLEST)).singleElement().asString().contains("too deep or too large");
        assertThat(problems("x-a: &a [*a]\n" + SMALLEST))
                .singleElement()
                .asString()
                .contains("too deep or too large");
    }

    @Test
    void aliasesMaySayTheSameTwice() {
        JourneyDefinition map = read("""
                        x-stall: &slow {after: 3h}
                        journey: shop
                        stages: [{id: a, enter: {event: A}, stall: *slow}, {id: b, enter: {event: B}, stall: *slow}]
                        """).orThrow();

        assertThat(map.stages())
                .allMatch(stage -> stage.stall().orElseThrow().after().equals(Duration.ofHours(3)));
    }

    @Test
    void whatIsHardlyMeantIsAWarningAndNoMistake() {
        MapReading reading = read("""
                journey: shop
                review: {every: 30d, last: 2026-09-01}
                retention: 60d
                stages:
                  - {id: look, enter: {event: [Product Viewed, Page Viewed]}}
                  - {id: again, enter: {event: Product Viewed}}
                  - {id: nowhere}
                  - {id: cart, enter: {event: Product Added}, stall: {after: 2d}, churn: [{id: gone, silent: 1d}]}
                  - {id: kept, enter: {event: Kept}, churn: [{id: gone, silent: 90d}]}
                  - {id: end, enter: {event: Order Completed}}
                exits: [{id: look, event: Cancelled}]
                ideal-path: [cart, look]
                """);

        assertThat(reading.problems()).isEmpty();
        assertThat(reading.warnings().stream().map(MapProblem::toString))
                .satisfiesExactlyInAnyOrder(
                        warning -> assertThat(warning).startsWith("shop.yaml:2:1 review: was due on 2026-10-01"),
                        warning -> assertThat(warning).startsWith("shop.yaml:6:10 stage again: is never entered by"),
                        warning -> assertThat(warning).startsWith("shop.yaml:7:10 stage nowhere: has no enter"),
                        warning -> assertThat(warning).startsWith("shop.yaml:8:10 stage cart: has a stall that is not"),
                        warning -> assertThat(warning).startsWith("shop.yaml:9:10 stage kept: has a stall or churn"),
                        warning -> assertThat(warning).startsWith("shop.yaml:11:1 exits: look is also the id"),
                        warning -> assertThat(warning).startsWith("shop.yaml:12:1 ideal-path: goes from cart to look"));
        assertThat(warnings(SMALLEST)).isEmpty();
    }

    @Test
    void theFingerprintIsOfTheMeaning() {
        String same = """
                # a comment
                stages:
                  - id: look
                    title: look
                    enter: [{event: [Product Viewed]}]
                  - {enter: {event: Order Completed}, id: buy}
                version: 1
                grace: 60m
                terminal: buy
                journey: "shop"
                """;
        String fingerprint = MapFingerprint.of(read(SMALLEST).orThrow());

        assertThat(fingerprint)
                .hasSize(64)
                .isEqualTo(MapFingerprint.of(read(same).orThrow()));
        for (String change : List.of("title: Shop", "grace: 61m", "version: 2", "terminal: []", "x-a: 1")) {
            assertThat(MapFingerprint.of(read(SMALLEST + change).orThrow())).isNotEqualTo(fingerprint);
        }
        String oneGoal = SMALLEST + "personas: [{id: a, goals: ['b, c']}]";
        assertThat(MapFingerprint.of(read(oneGoal).orThrow()))
                .isNotEqualTo(MapFingerprint.of(read(oneGoal.replace("'", "")).orThrow()));
    }

    @Test
    void filesAreReadAsUtf8() throws IOException {
        MapReader reader = new MapReader(LocalDate.of(2026, 11, 23));
        Path latin = Files.write(
                folder.resolve("latin.yaml"), (SMALLEST + "title: Für alle").getBytes(StandardCharsets.ISO_8859_1));
        Path marked = Files.writeString(folder.resolve("marked.yaml"), "\uFEFF" + SMALLEST + "title: Für alle");

        assertThat(reader.read(latin).problems()).singleElement().asString().contains("is not UTF-8 text");
        assertThat(reader.read(marked).orThrow().title()).isEqualTo("Für alle");
    }

    @Test
    void anInvalidMapCannotBeUsed() {
        assertThatThrownBy(() -> read("journey: a").orThrow())
                .isInstanceOf(InvalidMapException.class)
                .hasMessage("shop.yaml:1:1 stages: is missing; expected a list of stages");
    }
}
