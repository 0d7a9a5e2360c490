package io.journeytracker.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.definition.CompiledJourney;
import io.journeytracker.definition.JourneyCatalog;
import io.journeytracker.maps.MapFile;
import io.journeytracker.schema.BreakdownCount;
import io.journeytracker.schema.MapCell;
import io.journeytracker.store.WriteBehindStore;
import io.journeytracker.testing.TopologyFixture;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of a breakdown the first twenty values are counted apart, in every cell of the journey the same ones. */
class BreakdownsTest {

    private static final String MAP = """
            journey: shop
            version: %d
            grace: 1h
            breakdowns: {promotion: properties.coupon, place: properties.town}
            personas: [{id: hunter, when: traits.segment == "deals"}]
            stages:
              - {id: browse, enter: {event: Viewed}}
              - {id: cart, enter: {event: Added}}
              - {id: bought, enter: {event: Ordered}}
            """;
    private static final Set<String> FIRST_TWENTY =
            IntStream.range(0, 20).mapToObj(i -> "c" + i).collect(Collectors.toCollection(TreeSet::new));

    @TempDir
    Path stateDir;

    @Test
    void allStagesAndPersonasCountTheSameValuesApart() {
        try (TopologyFixture shop = shop()) {
            for (int i = 0; i < 30; i++) {
                send(shop, i, "Viewed", i);
            }
            // The other way round, and another persona: by order of arrival in a cell of their own these would be kept.
            for (int i = 29; i >= 0; i--) {
                send(shop, i, "Added", 100 - i);
            }
            Map<String, Long> browsed = entered(shop, 0);
            assertThat(values(browsed)).isEqualTo(withOther(FIRST_TWENTY));
            assertThat(browsed).containsEntry("promotion|other", 10L).containsEntry("promotion|c7", 1L);
            assertThat(values(entered(shop, 1))).isEqualTo(withOther(FIRST_TWENTY));
            assertThat(entered(shop, 1)).isEqualTo(browsed);
            assertThat(counts(shop, 0, BreakdownCount::getAdvanced)).isEqualTo(browsed);
            assertThat(browsed).as("another breakdown has its own").containsEntry("place|north", 30L);
        }
    }

    @Test
    void whatWasCountedAsOtherIsTakenBackFromOther() {
        try (TopologyFixture shop = shop()) {
            for (int i = 0; i < 30; i++) {
                send(shop, i, "Viewed", 10);
            }
            send(shop, 25, "Added", 5);
            assertThat(entered(shop, 0)).containsEntry("promotion|other", 9L);
            assertThat(entered(shop, 1)).containsEntry("promotion|other", 1L).doesNotContainKey("promotion|c25");
        }
    }

    @Test
    void theSameValuesAreKeptAfterARestart() {
        try (TopologyFixture shop = shop()) {
            for (int i = 0; i < 30; i++) {
                send(shop, i, "Viewed", i);
            }
            BreakdownValues again = new BreakdownValues();
            new PartialMap(cells(shop), Long.MIN_VALUE).totals().forEach((key, cell) -> again.known(key, cell));
            var map = map(1).definition();
            assertThat(again.counted(map, "promotion", "c19")).isEqualTo("c19");
            assertThat(again.counted(map, "promotion", "c20")).isEqualTo("other");
            assertThat(again.counted(map, "place", "south")).isEqualTo("south");
            assertThat(again.counted(map(2).definition(), "promotion", "c20"))
                    .as("another version keeps its own")
                    .isEqualTo("c20");
        }
    }

    private TopologyFixture shop() {
        return new TopologyFixture(JourneyCatalog.EMPTY.with(map(1)), stateDir);
    }

    private static CompiledJourney map(int version) {
        return new CompiledJourney(
                MapFile.of("map.yaml", MAP.formatted(version), LocalDate.EPOCH).map());
    }

    private static void send(TopologyFixture shop, int customer, String event, long second) {
        shop.send(shop.touchpoint("customer" + customer, event, second)
                .setProperties(Map.of("coupon", "c" + customer, "town", "north"))
                .setTraits(event.equals("Added") && customer % 2 == 0 ? Map.of("segment", "deals") : Map.of()));
    }

    private static Map<String, Long> entered(TopologyFixture shop, int stage) {
        return counts(shop, stage, BreakdownCount::getEntered);
    }

    /** Over all personas. */
    private static Map<String, Long> counts(TopologyFixture shop, int stage, ToLongFunction<BreakdownCount> count) {
        Map<String, Long> counts = new HashMap<>();
        new PartialMap(cells(shop), Long.MIN_VALUE).totals().forEach((key, cell) -> {
            if (key.stage() == stage) {
                cell.getBreakdowns().forEach((value, n) -> counts.merge(value, count.applyAsLong(n), Long::sum));
            }
        });
        counts.values().removeIf(n -> n == 0);
        return counts;
    }

    private static Set<String> values(Map<String, Long> counts) {
        return counts.keySet().stream()
                .filter(value -> value.startsWith("promotion|"))
                .map(value -> value.substring("promotion|".length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> withOther(Set<String> values) {
        Set<String> all = new TreeSet<>(values);
        all.add("other");
        return all;
    }

    @SuppressWarnings("unchecked")
    private static WriteBehindStore<CellKey, MapCell> cells(TopologyFixture shop) {
        return (WriteBehindStore<CellKey, MapCell>) shop.driver.getStateStore(JourneyTopology.CELLS);
    }
}
