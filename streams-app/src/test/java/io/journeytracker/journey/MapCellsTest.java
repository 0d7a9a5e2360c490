package io.journeytracker.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.definition.CompiledJourney;
import io.journeytracker.definition.JourneyCatalog;
import io.journeytracker.definition.Match;
import io.journeytracker.engine.NaiveJourney;
import io.journeytracker.maps.MapFile;
import io.journeytracker.schema.MapCell;
import io.journeytracker.schema.Touchpoint;
import io.journeytracker.store.WriteBehindStore;
import io.journeytracker.testing.TopologyFixture;
import io.journeytracker.topic.HeaderLong;
import io.journeytracker.topic.Headers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The partition's part of the journey map, read back from the store, says what a count over the sorted histories says: by hour,
 * in total, and by day once the hours are old.
 */
class MapCellsTest {

    private static final String MAP = """
            journey: shop
            progress: latest
            sticky: false
            grace: 12h
            breakdowns: {promotion: properties.coupon}
            personas:
              - {id: hunter, when: traits.segment == "deals"}
            touchpoints:
              - {id: search, event: Searched, channel: web, class: media}
              - {id: looked, event: Viewed, class: media}
              - {id: put-in, event: Added, class: product}
            stages:
              - id: browse
                enter: {event: Viewed}
                targets: {conversion: {to: bought, within: 11h, at-least: 5%}}
              - id: cart
                enter: {event: Added}
                stall: {after: 2h}
                churn: [{id: abandoned, silent: 9h}, {id: emptied, event: Emptied}]
                targets: {conversion: {to: bought, within: 3h, at-least: 5%}}
              - {id: bought, enter: {event: Ordered}}
            exits: [{id: cancelled, event: Cancelled}]
            reentry: {event: Viewed, after: 6h}
            """;

    private static final String[] EVENTS = {
        "Viewed", "Viewed", "Added", "Added", "Searched", "Ordered", "Cancelled", "Emptied", "Unknown"
    };
    private static final int CUSTOMERS = 8;
    private static final int TOUCHPOINTS = 120;
    private static final int SPAN_SECONDS = (int) Duration.ofHours(40).toSeconds();
    private static final int LATE_SECONDS = (int) Duration.ofHours(5).toSeconds();
    private static final long LATER = Duration.ofDays(20).toSeconds();

    private final CompiledJourney journey =
            new CompiledJourney(MapFile.of("map.yaml", MAP, LocalDate.EPOCH).map());
    private final Map<String, List<Match>> histories = new HashMap<>();

    @TempDir
    Path stateDir;

    private record Arrival(long at, Touchpoint touchpoint, long order) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void what_is_read_back_is_what_a_count_over_the_sorted_histories_gives(long seed) {
        Random random = new Random(seed);
        try (TopologyFixture shop =
                new TopologyFixture(JourneyCatalog.EMPTY.with(journey), stateDir.resolve(Long.toString(seed)))) {
            long clock = 0;
            for (Arrival arrival : arrivals(shop, random)) {
                clock = Math.max(clock, arrival.at());
                if (random.nextInt(3) == 0) {
                    shop.tick(clock);
                }
                send(shop, arrival);
            }
            clock += LATE_SECONDS;
            shop.tick(clock);
            assertThat(stored(shop)).isEqualTo(counted(clock, Long.MIN_VALUE));

            // A day at a time is folded together, one with each tick.
            for (int tick = 0; tick < 5; tick++) {
                clock = LATER + tick;
                shop.tick(clock);
            }
            long today = TopologyFixture.START.plusSeconds(clock).toEpochMilli();
            assertThat(stored(shop)).isEqualTo(counted(clock, today - PartialMap.HOURS_KEPT));
            assertThat(stored(shop).keySet()).noneMatch(key -> key.startsWith("hour"));

            // What happens now to visits that began long ago counts on their day, and new visits in their hour.
            for (int customer = 0; customer < CUSTOMERS; customer++) {
                String event = EVENTS[random.nextInt(EVENTS.length)];
                send(shop, new Arrival(0, touchpoint(shop, random, customer, event, clock + customer), 0));
            }
            clock += CUSTOMERS + 1;
            shop.tick(clock);
            assertThat(stored(shop)).isEqualTo(counted(clock, today - PartialMap.HOURS_KEPT));
            assertThat(stored(shop).keySet()).anyMatch(key -> key.startsWith("hour"));
        }
    }

    private List<Arrival> arrivals(TopologyFixture shop, Random random) {
        List<Arrival> arrivals = new ArrayList<>();
        for (int i = 0; i < TOUCHPOINTS; i++) {
            int second = random.nextInt(SPAN_SECONDS);
            int late = random.nextInt(4) == 0 ? random.nextInt(LATE_SECONDS) : 0;
            Touchpoint touchpoint =
                    touchpoint(shop, random, random.nextInt(CUSTOMERS), EVENTS[random.nextInt(EVENTS.length)], second);
            arrivals.add(new Arrival(second + late, touchpoint, i));
        }
        arrivals.sort(Comparator.comparingLong(Arrival::at));
        return arrivals;
    }

    private static Touchpoint touchpoint(TopologyFixture shop, Random random, int customer, String event, long second) {
        return shop.touchpoint("c" + customer, event, second)
                .setMessageId(event + customer + '/' + second)
                .setSentiment(random.nextInt(3) == 0 ? random.nextInt(21) / 10.0 - 1 : null)
                .setChannel(random.nextBoolean() ? "web" : null)
                .setProperties(random.nextInt(3) == 0 ? Map.of("coupon", "C" + random.nextInt(3)) : Map.of())
                .setTraits(random.nextInt(5) == 0 ? Map.of("segment", "deals") : Map.of())
                .build();
    }

    private void send(TopologyFixture shop, Arrival arrival) {
        Touchpoint touchpoint = arrival.touchpoint();
        RecordHeaders headers = new RecordHeaders();
        headers.add(Headers.ORDER, HeaderLong.bytes(arrival.order()));
        shop.sendRecord(new TestRecord<>(null, shop.bytes(touchpoint), headers, TopologyFixture.START));
        long id = TouchpointRecord.id(touchpoint, touchpoint.getTime(), arrival.order());
        histories
                .computeIfAbsent(touchpoint.getUserId(), user -> new ArrayList<>())
                .add(journey.match(touchpoint, touchpoint.getTime(), arrival.order(), id));
    }

    private Map<String, Long> counted(long clockSeconds, long hoursFrom) {
        long clock = TopologyFixture.START.plusSeconds(clockSeconds).toEpochMilli();
        NaiveCounts counts = new NaiveCounts(journey, since -> since < hoursFrom);
        histories.values().forEach(history -> counts.add(NaiveJourney.story(journey.definition(), history, clock)));
        return counts.counts();
    }

    @SuppressWarnings("unchecked")
    private Map<String, Long> stored(TopologyFixture shop) {
        var cells = (WriteBehindStore<CellKey, MapCell>) shop.driver.getStateStore(JourneyTopology.CELLS);
        Map<String, Long> stored = new TreeMap<>();
        cells.scan(
                CellKey.from(CellKey.Span.TOTAL, Long.MIN_VALUE),
                CellKey.from(CellKey.Span.HOUR, Long.MAX_VALUE),
                (key, cell) -> stored.putAll(NaiveCounts.of(CellKey.read(key), cell, journey)));
        cells.scan(
                CellKey.from(CellKey.Span.COHORT, Long.MIN_VALUE),
                CellKey.from(CellKey.Span.COHORT, Long.MAX_VALUE),
                (key, cell) -> stored.putAll(NaiveCounts.of(CellKey.read(key), cell)));
        return stored;
    }
}
