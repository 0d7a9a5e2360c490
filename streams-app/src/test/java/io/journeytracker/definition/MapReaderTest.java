package io.journeytracker.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.journeytracker.schema.Contact;
import io.journeytracker.schema.TouchpointClass;
import io.journeytracker.yaml.YamlProblem;
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
        return read(yaml).problems().stream().map(YamlProblem::toString).toList();
    }

    /** Of a map that has an owner and a review. */
    private static List<String> warnings(String yaml) {
        return doubts(yaml + "owner: shop\nreview: {every: 90d}\n");
    }

    private static List<String> doubts(String yaml) {
        return read(yaml).warnings().stream().map(YamlProblem::toString).toList();
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
    void whatIsNoMapAtAllIsTold() {
        assertThat(problems("").get(0)).startsWith("shop.yaml:1:1: is empty; expected a journey map");
        assertThat(problems("# only a comment\n").get(0)).contains("is empty");
        assertThat(problems("- a\n").get(0)).contains("is a list; expected keys and values");
        assertThat(problems(SMALLEST + "---\njourney: two\n").get(0))
                .contains("shop.yaml:6:1: a second document begins here");
        assertThat(problems("journey: [a\nstages: b\n").get(0))
                .startsWith("shop.yaml:2:")
                .contains("is not YAML");
        assertThat(problems("journey: !java.io.File /etc/hosts\n"))
                .containsExactly("shop.yaml:1:10: has the tag !java.io.File; expected a plain value");
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
        assertThat(reading.warnings().stream().map(YamlProblem::toString))
                .satisfiesExactlyInAnyOrder(
                        warning -> assertThat(warning).startsWith("shop.yaml:1:1 owner: is missing"),
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
    void aMapThatNobodyOwnsOrLooksOverIsAWarning() {
        assertThat(doubts(SMALLEST))
                .containsExactly(
                        "shop.yaml:1:1 owner: is missing, so nobody is known to look after the map",
                        "shop.yaml:1:1 review: is missing, so nobody is reminded to look the map over, such as {every: 90d}");
        assertThat(doubts(SMALLEST + "owner: shop\n")).singleElement().asString().contains("review: is missing");
    }

    @Test
    void ofSeveralSilencesOnlyTheShortestChurnsAndOfEqualOnesTheFirst() {
        assertThat(warnings("""
                journey: shop
                stages:
                  - id: cart
                    enter: {event: Product Added}
                    churn: [{id: slow, silent: 3d}, {id: quick, silent: 1d}, {id: same, silent: 1d}, {id: told, event: Emptied}]
                  - {id: end, enter: {event: Order Completed}}
                """))
                .satisfiesExactly(
                        warning -> assertThat(warning)
                                .startsWith("shop.yaml:3:9 stage cart: has churn slow, which never happens: quick"),
                        warning -> assertThat(warning)
                                .startsWith("shop.yaml:3:9 stage cart: has churn same, which never happens: quick"));
    }

    @Test
    void nobodyStallsOrChurnsWhereTheJourneyIsOver() {
        String map = """
                journey: shop
                %s
                stages:
                  - {id: cart, enter: {event: Product Added}}
                  - {id: end, enter: {event: Order Completed}, stall: {after: 1d}}
                """;
        assertThat(warnings(map.formatted("sticky: true"))).satisfiesExactly(warning -> assertThat(warning)
                .startsWith("shop.yaml:5:10 stage end: is terminal and has a stall"));
        assertThat(warnings(map.formatted("terminal: []"))).isEmpty();
        assertThat(warnings("""
                journey: shop
                stages:
                  - id: buying
                    stall: {after: 1d}
                    stages:
                      - {id: cart, enter: {event: Product Added}}
                      - {id: end, enter: {event: Order Completed}}
                """)).as("the parent's, meant for the others").isEmpty();
    }

    @Test
    void aConversionThatCannotComeIsAWarning() {
        String map = """
                journey: shop
                retention: 60d
                stages:
                  - {id: look, enter: {event: Viewed}, targets: {conversion: {to: end, within: 61d, at-least: 5%%}}}
                  - {id: cart, enter: {event: Added}, targets: {conversion: {to: look, within: 1d, at-least: 5%%}}}
                  - {id: pay, enter: {event: Paid}, targets: {conversion: {to: pay, within: 1d, at-least: 5%%}}}
                  - {id: end, enter: {event: Ended}}
                progress: %s
                """;
        assertThat(warnings(map.formatted("furthest")))
                .satisfiesExactly(
                        warning -> assertThat(warning)
                                .startsWith("shop.yaml:4:10 stage look: has a conversion target within a time"),
                        warning -> assertThat(warning)
                                .startsWith("shop.yaml:5:10 stage cart: has a conversion target to look, which lies"),
                        warning -> assertThat(warning)
                                .startsWith("shop.yaml:6:10 stage pay: has a conversion target to itself"));
        assertThat(warnings(map.formatted("latest"))).hasSize(2);
        assertThat(warnings("""
                journey: shop
                stages:
                  - id: buying
                    targets: {conversion: {to: pay, within: 1d, at-least: 5%}}
                    stages:
                      - {id: cart, enter: {event: Added}}
                      - {id: pay, enter: {event: Paid}}
                  - {id: end, enter: {event: Ended}}
                """)).as("the parent's, meant for the others").isEmpty();
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
