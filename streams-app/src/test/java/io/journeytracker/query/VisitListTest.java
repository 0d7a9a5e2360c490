package io.journeytracker.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.journeytracker.definition.CompiledJourney;
import io.journeytracker.definition.JourneyCatalog;
import io.journeytracker.journey.CellCounts;
import io.journeytracker.journey.Cells;
import io.journeytracker.journey.CustomerRecord;
import io.journeytracker.journey.JourneyTopology;
import io.journeytracker.journey.KeptVisits;
import io.journeytracker.maps.MapFile;
import io.journeytracker.query.fleet.Share;
import io.journeytracker.schema.CustomerStory;
import io.journeytracker.schema.MapCell;
import io.journeytracker.schema.StoryVisit;
import io.journeytracker.schema.Touchpoint;
import io.journeytracker.store.WriteBehindStore;
import io.journeytracker.story.StoryKey;
import io.journeytracker.story.StoryTopology;
import io.journeytracker.testing.TopologyFixture;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Behind every count of the map stand customers, whose visits add up to it. */
class VisitListTest {

    private static final String SHOP = """
            language: 1
            journey: shop
            version: 1
            grace: 2h
            progress: latest
            personas: [{id: deals, when: traits.segment == "deals"}]
            breakdowns: {coupon: properties.coupon}
            touchpoints:
              - {id: page, title: Product page, event: Viewed, class: product, expected-emotion: 0.4}
              - {id: help, event: Helped, class: service}
            stages:
              - id: browse
                enter: {event: Viewed}
                stall: {after: 10m}
                targets: {conversion: {to: bought, within: 50m, at-least: 5%}}
              - id: cart
                enter: {event: Added}
                stall: {after: 5m}
                churn: [{id: abandoned, silent: 40m}, {id: emptied, event: Emptied}]
                targets: {dwell: {p95: 2m}}
              - {id: bought, enter: {event: Ordered}}
            exits: [{id: cancelled, event: Cancelled}, {id: refunded, event: Refunded}]
            reentry: {event: Viewed, after: 20m}
            """;
    private static final JourneyCatalog MAPS = maps(SHOP);

    private static final String[] EVENTS = {
        "Viewed",
        "Viewed",
        "Helped",
        "Added",
        "Added",
        "Blinked",
        "Ordered",
        "Emptied",
        "Cancelled",
        "Refunded",
        "Winked"
    };
    private static final String[] CHANNELS = {"web", "phone", "store"};
    private static final long SECONDS = 6_000;
    private static final Bytes FIRST = Bytes.wrap(new byte[0]);
    private static final Bytes LAST = Bytes.wrap(new byte[] {-1});

    @TempDir
    Path dir;

    private static JourneyCatalog maps(String shop) {
        return JourneyCatalog.EMPTY.with(new CompiledJourney(
                MapFile.of("shop.yaml", shop, LocalDate.EPOCH).map()));
    }

    /** In any order, also of visitors who turn out to be somebody. */
    private static List<Touchpoint> log(TopologyFixture shop, long seed, boolean merging) {
        Random random = new Random(seed);
        List<Touchpoint> log = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            String user = "u" + random.nextInt(25);
            Touchpoint.Builder touchpoint = shop.touchpoint(
                            user, EVENTS[random.nextInt(EVENTS.length)], random.nextLong(SECONDS))
                    .setMessageId("m" + i)
                    .setChannel(CHANNELS[random.nextInt(CHANNELS.length)])
                    .setProperties(Map.of("coupon", "c" + random.nextInt(3)))
                    .setTraits(random.nextInt(4) == 0 ? Map.of("segment", "deals") : Map.of());
            if (random.nextBoolean()) {
                touchpoint.setSentiment(random.nextInt(-10, 11) / 10.0);
            }
            if (merging && random.nextInt(3) == 0) {
                touchpoint.setAnonymousId("device-" + user);
                if (random.nextBoolean()) {
                    touchpoint.setUserId(null);
                }
            }
            log.add(touchpoint.build());
        }
        Collections.shuffle(log, random);
        return log;
    }

    /** By stage, persona and name what the map counts, but for what was withdrawn. */
    private static Map<String, Long> counts(TopologyFixture shop) {
        shop.imbalance();
        Map<String, Long> counts = new TreeMap<>();
        shop.parts.all().forEach(part -> {
            part.totals().forEach((key, cell) -> CellCounts.of(cell)
                    .forEach((name, count) -> add(counts, key.stage(), key.persona(), name, count)));
            part.unnamed().values().forEach(cell -> cell.getUnnamed()
                    .forEach((event, count) -> add(counts, -1, -1, CellCounts.UNNAMED + event, count.getCount())));
        });
        assertThat(counts).hasSizeGreaterThan(100);
        return counts;
    }

    /** The same of what customers' visits add up to. */
    private static Map<String, Long> counts(Map<String, List<StoryVisit>> visits) {
        Map<String, Long> counts = new TreeMap<>();
        visits.values()
                .forEach(all -> all.forEach(visit -> visit.getCounts()
                        .forEach((name, count) -> add(counts, visit.getStage(), visit.getPersona(), name, count))));
        return counts;
    }

    private static void add(Map<String, Long> counts, int stage, int persona, String name, long count) {
        counts.merge(stage + " " + persona + " " + name, count, (a, b) -> a + b == 0 ? null : a + b);
    }

    /** For every count of every stage and persona, as it is asked for. */
    private static void assertListed(Map<String, Long> counts, Map<String, List<StoryVisit>> visits) {
        counts.forEach((key, count) -> {
            String[] parts = key.split(" ", 3);
            Map<String, String> asked = new TreeMap<>(asked(parts[2]));
            if (asked.isEmpty()) {
                return;
            }
            if (!asked.containsKey("event")) {
                asked.put("stage", journey().stageName(Integer.parseInt(parts[0])));
                asked.put("persona", journey().personaName(Integer.parseInt(parts[1])));
            }
            assertThat(list(visits, asked)
                            .answer(new CountedState(), false)
                            .get("times")
                            .longValue())
                    .as(asked.toString())
                    .isEqualTo(count);
        });
    }

    private static CompiledJourney journey() {
        return MAPS.active("shop").orElseThrow();
    }

    private static Map<String, String> asked(String count) {
        if (count.startsWith(CellCounts.UNNAMED)) {
            return Map.of("event", count.substring(CellCounts.UNNAMED.length()));
        }
        if (count.startsWith(CellCounts.TO)) {
            return Map.of("next", count.substring(CellCounts.TO.length()));
        }
        if (count.startsWith(CellCounts.TOUCHPOINT)) {
            String[] parts = count.split("\\|");
            return Map.of("touchpoint", parts[1], "channel", parts[2]);
        }
        if (count.startsWith(CellCounts.ENDED)) {
            String with = count.substring(CellCounts.ENDED.length());
            return with.equals("all") ? Map.of() : Map.of("with", with);
        }
        if (count.startsWith(CellCounts.DWELL)) {
            return Map.of();
        }
        return Set.of("mergedAway", "erased", "corrected").contains(count) ? Map.of() : Map.of("count", count);
    }

    private static VisitList.Request request(Map<String, String> asked) {
        Map<String, List<String>> query =
                asked.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, e -> List.of(e.getValue())));
        return new Parameters("shop", query, MAPS).visits();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, List<StoryVisit>> stories(TopologyFixture shop) {
        Set<String> customers = new LinkedHashSet<>();
        ((WriteBehindStore<Bytes, CustomerStory>) shop.driver.getStateStore(StoryTopology.STORE))
                .scan(FIRST, LAST, (key, piece) -> customers.add(StoryKey.customer(key)));
        Map<String, List<StoryVisit>> visits = new TreeMap<>();
        customers.forEach(customer -> shop.story(customer).ifPresent(story -> visits.put(customer, story.getVisits())));
        return visits;
    }

    @Test
    void storiesAddUpToEveryCountOfTheMapWhateverTheOrderAndWhoeverTurnsOutToBeWho() {
        for (long seed = 0; seed < 3; seed++) {
            try (TopologyFixture shop = new TopologyFixture(MAPS, dir, 3)) {
                for (Touchpoint touchpoint : log(shop, seed, seed > 0)) {
                    shop.send(touchpoint);
                    if (touchpoint.getTime() % 7 == 0) {
                        shop.tick(1);
                    }
                }
                shop.tick(SECONDS + 3_000);
                assertThat(shop.imbalance()).isZero();
                Map<String, List<StoryVisit>> stories = stories(shop);
                assertThat(counts(stories)).isEqualTo(counts(shop));
                assertListed(counts(shop), stories);
                assertSlowIsListed(shop);
            }
        }
    }

    private static void assertSlowIsListed(TopologyFixture shop) {
        MapCell cart = Cells.empty();
        shop.parts.all().forEach(part -> part.totals().forEach((key, cell) -> {
            if (key.stage() == 1) {
                Cells.add(cart, cell);
            }
        }));
        StageFigures figures = new StageFigures(cart);
        long slow = Math.round(figures.dwells() * figures.longerThan(120_000));
        assertThat(slow).isPositive();
        assertThat(list(stories(shop), Map.of("stage", "cart", "count", "slow"))
                        .answer(new CountedState(), false)
                        .get("times")
                        .longValue())
                .isEqualTo(slow);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, List<StoryVisit>> states(TopologyFixture shop) {
        KeptVisits kept = new KeptVisits();
        Map<String, List<StoryVisit>> visits = new TreeMap<>();
        ((WriteBehindStore<Bytes, CustomerRecord>) shop.driver.getStateStore(JourneyTopology.CUSTOMERS))
                .scan(FIRST, LAST, (key, record) -> record.journeys()
                        .forEach(on -> visits.put(new String(key.get(), StandardCharsets.UTF_8), kept.of(on))));
        return visits;
    }

    /** In order: what was corrected the map counts twice, and the state once. */
    private static void sendInOrder(TopologyFixture shop, long seed) {
        log(shop, seed, false).stream()
                .sorted(Comparator.comparing(Touchpoint::getTime))
                .forEach(shop::send);
        shop.tick(SECONDS + 3_000);
    }

    @Test
    void whatStatesStillKnowAddsUpToTheMapWithinTheGrace() {
        try (TopologyFixture shop = new TopologyFixture(MAPS, dir)) {
            sendInOrder(shop, 7);
            Map<String, Long> counts = counts(shop);
            // No state knows of these.
            counts.keySet().removeIf(key -> key.contains(CellCounts.UNNAMED));
            assertThat(counts(states(shop))).isEqualTo(counts);
            assertListed(counts, states(shop));
        }
    }

    /** What happened before is not known, but for how the visit began and ended that they were in then. */
    @Test
    void afterTheGraceStatesKnowHowTheLastVisitEndedAndCountNothingThatWasNot() {
        for (boolean sticky : List.of(true, false)) {
            for (long seed = 0; seed < 3; seed++) {
                JourneyCatalog maps = soonForgetting(sticky);
                try (TopologyFixture shop = new TopologyFixture(maps, dir)) {
                    sendInOrder(shop, seed);
                    Map<String, List<StoryVisit>> stories = stories(shop);
                    Map<String, List<StoryVisit>> states = states(shop);
                    assertThat(states).hasSizeGreaterThan(20);
                    Map<String, Long> counts = counts(shop);
                    counts(states).forEach((key, count) -> assertThat(count)
                            .as("sticky %s: %s", sticky, key)
                            .isBetween(0L, counts.getOrDefault(key, 0L)));
                    states.forEach((customer, visits) -> {
                        StoryVisit last = visits.get(0);
                        for (StoryVisit visit : visits) {
                            last = visit.getSince() > last.getSince() ? visit : last;
                        }
                        assertThat(ending(last, sticky))
                                .as("sticky %s: %s", sticky, customer)
                                .isEqualTo(ending(same(last, stories.get(customer)), sticky));
                    });
                }
            }
        }
    }

    private static JourneyCatalog soonForgetting(boolean sticky) {
        return maps(SHOP.replace("grace: 2h", "grace: 10m\nsticky: " + sticky));
    }

    @Test
    void anExitBeforeTheGraceCountsAsTheMapCountedIt() {
        try (TopologyFixture shop = new TopologyFixture(soonForgetting(false), dir)) {
            shop.send("ann", "Viewed", 0);
            shop.send(shop.touchpoint("ann", "Cancelled", 60).setSentiment(-0.9).build());
            shop.send("ann", "Winked", 2_000);
            shop.send("ben", "Viewed", 0);
            shop.send("ben", "Ordered", 10);
            shop.send("ben", "Cancelled", 60);
            shop.send("ben", "Winked", 2_000);
            StoryVisit left = states(shop).get("ann").get(0);
            assertThat(left.getCounts()).containsEntry(CellCounts.EXITED, 1).containsEntry(CellCounts.DISSATISFIED, 1);
            Map<String, Integer> told =
                    new TreeMap<>(same(left, stories(shop).get("ann")).getCounts());
            told.keySet().removeIf(key -> key.startsWith(CellCounts.TOUCHPOINT) || key.equals(CellCounts.FELT));
            assertThat(new TreeMap<>(left.getCounts())).isEqualTo(told);
            assertThat(states(shop).get("ben"))
                    .filteredOn(visit -> visit.getStage() == 2)
                    .singleElement()
                    .satisfies(bought -> assertThat(bought.getCounts())
                            .isEqualTo(Map.of(CellCounts.ENTERED, 1, CellCounts.COMPLETED, 1)));
        }
    }

    private static StoryVisit same(StoryVisit visit, List<StoryVisit> told) {
        return told.stream()
                .filter(each -> each.getSince() == visit.getSince() && each.getStage() == visit.getStage())
                .findFirst()
                .orElseThrow();
    }

    /** All that the state knows of it, however long ago it was. */
    private static Map<String, Integer> ending(StoryVisit visit, boolean sticky) {
        Map<String, Integer> ending = new TreeMap<>(visit.getCounts());
        ending.keySet()
                .removeIf(key -> key.startsWith(CellCounts.TOUCHPOINT)
                        || List.of(CellCounts.FELT, CellCounts.STALLS, CellCounts.CONVERTED, CellCounts.MISSED)
                                .contains(key)
                        // When and how they left is not known where another exit may have come first.
                        || !sticky
                                && visit.getCounts().containsKey(CellCounts.EXITED)
                                && (key.startsWith(CellCounts.DWELL) || key.equals(CellCounts.DISSATISFIED)));
        return ending;
    }

    @Test
    void aListSaysWhoHowOftenAndWhatBecameOfTheVisitThatBeganLast() {
        try (TopologyFixture shop = new TopologyFixture(MAPS, dir)) {
            shop.send("ann", "Viewed", 0);
            shop.send("ann", "Helped", 5);
            shop.send("ann", "Added", 60);
            shop.send("ann", "Viewed", 70);
            shop.send("ann", "Added", 80);
            shop.send("ben", "Viewed", 10);
            shop.send("ben", "Added", 30);
            shop.send("cem", "Viewed", 20);
            shop.imbalance();
            Map<String, List<StoryVisit>> visits = stories(shop);
            VisitList moved = list(visits, Map.of("stage", "browse", "next", "cart"));
            ObjectNode answer = moved.answer(new CountedState(), false);
            assertThat(answer.get("count").intValue()).isEqualTo(2);
            assertThat(answer.get("times").intValue()).isEqualTo(3);
            assertThat(answer.at("/customers/0/customer").textValue()).isEqualTo("ann");
            assertThat(answer.at("/customers/0/times").intValue()).isEqualTo(2);
            assertThat(answer.at("/customers/0/since").textValue()).isEqualTo("2026-03-01T10:01:10Z");
            assertThat(answer.at("/customers/0/outcome").textValue()).isEqualTo("advanced");
            assertThat(answer.at("/customers/0/next").textValue()).isEqualTo("cart");
            assertThat(answer.at("/customers/1/customer").textValue()).isEqualTo("ben");
            assertThat(names(list(visits, Map.of("stage", "browse", "touchpoint", "help"))))
                    .containsExactly("ann");
            assertThat(names(list(visits, Map.of("stage", "cart", "count", "back"))))
                    .containsExactly("ann");
            assertThat(names(list(visits, Map.of()))).containsExactly("ann", "ben", "cem");
        }
    }

    @Test
    void aListOfOnePartitionGoesOverTheWire() {
        try (TopologyFixture shop = new TopologyFixture(MAPS, dir)) {
            shop.send("ann", "Viewed", 0);
            shop.send("ben", "Viewed", 10);
            shop.send("cem", "Viewed", 20);
            Map<String, List<StoryVisit>> visits = stories(shop);
            Map<String, String> asked = Map.of("stage", "browse", "limit", "2");
            VisitList there = list(visits, asked);
            VisitList here = over(there, asked);
            ObjectNode answer = here.answer(new CountedState(), false);
            assertThat(answer.get("count").intValue()).isEqualTo(3);
            assertThat(answer.get("times").intValue()).isEqualTo(3);
            assertThat(names(here)).containsExactly("cem", "ben");
            Map<String, String> further = new HashMap<>(asked);
            further.put("after", answer.get("next").textValue());
            assertThat(names(list(visits, further))).containsExactly("ann");
            assertThat(here.answer(new CountedState(), true).has("next")).isFalse();
            assertThat(answer.get("customers"))
                    .isEqualTo(there.answer(new CountedState(), false).get("customers"));
        }
    }

    /** A page far down the list holds those before it too, and so does every partition's share of it. */
    @Test
    void ofACustomerNoMoreIsHeldThanIsToldHoweverMuchHappened() {
        try (TopologyFixture shop = new TopologyFixture(MAPS, dir)) {
            for (int i = 0; i < 100; i++) {
                shop.send("ann", i % 2 == 0 ? "Viewed" : "Added", i);
                shop.send("ann", "Blinked", i);
            }
            Map<String, List<StoryVisit>> visits = stories(shop);
            VisitList entered = list(visits, Map.of());
            assertThat(names(over(entered, Map.of()))).containsExactly("ann");
            assertThat(entered.entries().get(1).value()).hasSizeLessThan(100);
            VisitList blinked = list(visits, Map.of("event", "Blinked"));
            assertThat(blinked.entries().get(1).value()).hasSize(Long.BYTES);
            assertThat(over(blinked, Map.of("event", "Blinked"))
                            .answer(new CountedState(), false)
                            .at("/customers/0/times")
                            .intValue())
                    .isEqualTo(100);
        }
    }

    private static VisitList over(VisitList there, Map<String, String> asked) {
        VisitList here = new VisitList(request(asked), VisitList.Source.STORIES);
        here.add(new Share(0, true, 0, 0, there.count(), there.entries()));
        return here;
    }

    private static VisitList list(Map<String, List<StoryVisit>> visits, Map<String, String> asked) {
        VisitList list = new VisitList(request(asked), VisitList.Source.STORIES);
        visits.forEach(list::look);
        return list;
    }

    private static List<String> names(VisitList list) {
        List<String> names = new ArrayList<>();
        list.answer(new CountedState(), false)
                .get("customers")
                .forEach(each -> names.add(each.get("customer").textValue()));
        return names;
    }
}
