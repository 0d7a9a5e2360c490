package io.journeytracker.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.journeytracker.maps.MapFile;
import io.journeytracker.runtime.JourneyTracker;
import io.journeytracker.schema.AlertState;
import io.journeytracker.schema.JourneyAlert;
import io.journeytracker.testing.Measurements;
import io.journeytracker.testing.Promised;
import io.journeytracker.testing.ShopMap;
import io.journeytracker.testing.Sizes;
import io.journeytracker.testing.TrackerFixture;
import io.journeytracker.testing.Traffic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many customers fall silent, and nothing comes in any more that could move the clock. */
@Tag("broker")
class FloodOfStallsTest {

    private static final int CUSTOMERS = Sizes.choose(4_000, 100_000);

    /** Over which they fall due, as customers do who came in over some time. */
    private static final Duration WINDOW = Duration.ofSeconds(Sizes.choose(8, 100));

    /** Until the first falls due: all are known by then. */
    private static final Duration HEAD_START = Duration.ofSeconds(Sizes.choose(12, 40));

    private static final Duration SILENCE = Duration.ofMinutes(10);

    @Test
    void eachIsRaisedOnceAndSoon(@TempDir Path state) {
        MapFile map = ShopMap.impatient(1, "10m", "24h");
        try (TrackerFixture world = new TrackerFixture(state);
                Traffic traffic = world.traffic();
                JourneyTracker tracker = world.start(map)) {
            asUsual(traffic);
            long first = System.currentTimeMillis() + HEAD_START.toMillis();
            for (int i = 0; i < CUSTOMERS; i++) {
                long due = first + WINDOW.toMillis() * i / CUSTOMERS;
                traffic.send("c" + i, "Added", due - SILENCE.toMillis());
            }
            traffic.flush();
            assertThat(System.currentTimeMillis()).as("when the input stopped").isLessThan(first);

            Duration patience = HEAD_START.plus(WINDOW).plusSeconds(60);
            await().atMost(patience)
                    .pollDelay(HEAD_START.plus(WINDOW))
                    .pollInterval(Duration.ofSeconds(2))
                    .until(() -> world.alerts().size() >= CUSTOMERS);
            List<JourneyAlert> alerts =
                    world.toldBefore(first + WINDOW.toMillis()).alerts();
            assertThat(alerts).hasSize(CUSTOMERS).allMatch(alert -> alert.getState() == AlertState.RAISED);
            assertThat(alerts.stream().map(JourneyAlert::getCustomer).distinct())
                    .hasSize(CUSTOMERS);
            assertThat(tracker.live().ok()).isTrue();

            long[] took = alerts.stream()
                    .mapToLong(alert -> alert.getRaised() - alert.getDue())
                    .sorted()
                    .toArray();
            Measurements.record(
                    "Stalls while nothing comes in",
                    "%,d customers fall due within %d s: each raised once; from due to raised p50 %d ms, p99 %d ms, at most %d ms"
                            .formatted(
                                    CUSTOMERS,
                                    WINDOW.toSeconds(),
                                    took[took.length / 2],
                                    took[(int) (took.length * 0.99)],
                                    took[took.length - 1]));
            assertThat(took[0]).as("none too soon").isNotNegative();
            assertThat(took[(int) (took.length * 0.99)]).isLessThan(Promised.millis(10_000));
        }
    }
    /** Those who look and never stall, so that the head start is not spent on what the first touchpoints take. */
    private static void asUsual(Traffic traffic) {
        for (int i = 0; i < CUSTOMERS / 4; i++) {
            traffic.send("looks-" + i, "Viewed");
        }
        traffic.flush();
    }
}
