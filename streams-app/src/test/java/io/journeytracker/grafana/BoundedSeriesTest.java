package io.journeytracker.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.runtime.JourneyTracker;
import io.journeytracker.testing.Scrape;
import io.journeytracker.testing.ShopMap;
import io.journeytracker.testing.Sizes;
import io.journeytracker.testing.TrackerFixture;
import io.journeytracker.testing.Traffic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody who sends can make the metrics grow. */
@Tag("broker")
class BoundedSeriesTest {

    @TempDir
    Path state;

    @Test
    void distinctEventsOfDistinctCustomersAddNoSeries() {
        int many = Sizes.choose(20_000, 1_000_000);
        try (TrackerFixture fixture = new TrackerFixture(state);
                JourneyTracker tracker = fixture.start(ShopMap.file(1));
                Traffic traffic = fixture.traffic()) {
            traffic.send("first", "something");
            traffic.flush();
            // A stream thread publishes its gauges once a second, and its clock's and the customers' weeks once time
            // has
            // come through every partition.
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> any(tracker, "journey_felt_") && any(tracker, "journey_cohort_"));
            Set<String> before = series(tracker);
            for (int i = 0; i < many; i++) {
                traffic.send("customer " + i, "event " + i);
            }
            traffic.flush();
            awaitTouchpoints(tracker, 1 + many);
            assertThat(series(tracker)).isEqualTo(before);
        }
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
        return TrackerFixture.get(tracker.address() + "/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("journey_"))
                .map(line -> line.substring(0, line.lastIndexOf(' ')))
                .collect(Collectors.toSet());
    }
}
