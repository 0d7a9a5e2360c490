package io.journeytracker.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.runtime.JourneyTracker;
import io.journeytracker.schema.AvroSerdes;
import io.journeytracker.schema.Touchpoint;
import io.journeytracker.testing.Measurements;
import io.journeytracker.testing.Scrape;
import io.journeytracker.testing.ShopMap;
import io.journeytracker.testing.Sizes;
import io.journeytracker.testing.TrackerFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody who sends can make the metrics grow. */
@Tag("broker")
class BoundedSeriesTest {

    private static final int TWICE = 200;

    @TempDir
    Path state;

    @Test
    void distinctEventsPagesAndKeysOfDistinctCustomersAddNoSeries() {
        int many = Sizes.choose(20_000, 1_000_000);
        try (TrackerFixture fixture = new TrackerFixture(state);
                JourneyTracker tracker = fixture.start(ShopMap.file(1));
                var touchpoints = new AvroSerdes(fixture.settings())
                        .values(Touchpoint.class)
                        .serializer();
                var producer = new KafkaProducer<>(
                        fixture.config().kafka().forProducer(), new StringSerializer(), touchpoints)) {
            producer.send(stranger("first"));
            producer.send(stranger("first"));
            producer.flush();
            // A stream thread publishes its gauges once a second; those of clocks and weeks once time has come through
            // all partitions.
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> any(tracker, "journey_felt_") && any(tracker, "journey_cohort_"));
            awaitTouchpoints(tracker, 2);
            Set<String> before = series(tracker);
            for (int i = 0; i < many; i++) {
                producer.send(stranger(String.valueOf(i)));
            }
            for (int i = many - TWICE; i < many; i++) {
                producer.send(stranger(String.valueOf(i)));
            }
            producer.flush();
            awaitTouchpoints(tracker, 2 + many + TWICE);
            Set<String> after = series(tracker);
            assertThat(after).isEqualTo(before);
            Measurements.record(
                    "Series of strangers",
                    ("%,d touchpoints, each of a customer, an event, a page, a channel, a source and a property of its own name, some of them twice:"
                                    + " %d series of ours before them, %d after; a scrape has %,d bytes")
                            .formatted(
                                    many,
                                    before.size(),
                                    after.size(),
                                    scraped(tracker).length()));
        }
    }

    /** Nothing of it is in the map. */
    private static ProducerRecord<String, Touchpoint> stranger(String name) {
        long now = System.currentTimeMillis();
        Touchpoint touchpoint = Touchpoint.newBuilder()
                .setUserId("customer " + name)
                .setEvent("event " + name)
                .setChannel("channel " + name)
                .setSource("source " + name)
                .setProperties(Map.of("page", "https://shop.example.com/" + name, "key " + name, name))
                .setTime(now)
                .setReceivedAt(now)
                .setMessageId(name)
                .build();
        return new ProducerRecord<>("touchpoints", touchpoint.getUserId(), touchpoint);
    }

    private static boolean any(JourneyTracker tracker, String prefix) {
        return series(tracker).stream().anyMatch(name -> name.startsWith(prefix));
    }

    private static void awaitTouchpoints(JourneyTracker tracker, int count) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> Scrape.of(tracker.address()).sum("journey_touchpoints_total") >= count);
    }

    /** Names and labels of our own series, without the last minutes' histograms, which come by themselves. */
    private static Set<String> series(JourneyTracker tracker) {
        return scraped(tracker)
                .lines()
                .filter(line -> line.startsWith("journey_"))
                .map(line -> line.substring(0, line.lastIndexOf(' ')))
                .collect(Collectors.toSet());
    }

    private static String scraped(JourneyTracker tracker) {
        return TrackerFixture.get(tracker.address() + "/metrics").body();
    }
}
