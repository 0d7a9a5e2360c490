package io.journeytracker.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.journeytracker.maps.MapFile;
import io.journeytracker.runtime.JourneyTracker;
import io.journeytracker.schema.AlertState;
import io.journeytracker.schema.JourneyAlert;
import io.journeytracker.schema.Touchpoint;
import io.journeytracker.testing.Books;
import io.journeytracker.testing.EngineAlone;
import io.journeytracker.testing.Promised;
import io.journeytracker.testing.Scrape;
import io.journeytracker.testing.ShopMap;
import io.journeytracker.testing.Told;
import io.journeytracker.testing.TrackerFixture;
import io.journeytracker.testing.Traffic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("broker")
class ImpatienceTest {

    private static final MapFile TWO_SECONDS = ShopMap.impatient(1, "2s", "1h");

    @Test
    void theOnlyCustomerOfFourPartitionsStallsByTicksAloneWithinSeconds(@TempDir Path state) {
        try (TrackerFixture world = new TrackerFixture(state, Map.of("journey.topics.partitions", "4"));
                Traffic traffic = world.traffic();
                JourneyTracker tracker = world.start(TWO_SECONDS)) {
            Touchpoint added = traffic.send("lonely", "Added");
            traffic.flush();

            await().atMost(Duration.ofSeconds(60)).until(() -> !world.alerts().isEmpty());
            JourneyAlert alert = world.alerts().get(0);
            assertThat(alert.getDue()).isEqualTo(added.getTime() + 2_000);
            Scrape scrape = Scrape.of(tracker.address());
            assertThat(scrape.sum("journey_alert_delay_seconds_count")).isEqualTo(1);
            double delay = scrape.sum("journey_alert_delay_seconds_sum");
            System.out.println("From due to alert, four partitions and one customer: " + delay + " s");
            assertThat(delay).isBetween(0.0, Promised.millis(5_000) / 1e3);

            Told told = world.toldBefore(alert.getDue() + 1_000);
            Books.sameWithoutCorrection(told, EngineAlone.told(TWO_SECONDS, traffic.sent(), alert.getDue() + 1_000));
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> Books.balanced(Scrape.of(tracker.address()), 4, told));
        }
    }

    @Test
    void whoFallsSilentBeforeAStopIsToldOnceAfterTheStart(@TempDir Path state) {
        try (TrackerFixture world = new TrackerFixture(state);
                Traffic traffic = world.traffic()) {
            Touchpoint added;
            // It writes no ticks: however long it runs, nothing falls due before it stops.
            try (JourneyTracker tracker = world.start(state, Map.of("journey.ticks.hold", "true"), TWO_SECONDS)) {
                added = traffic.send("ann", "Added");
                traffic.flush();
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> !world.transitions().isEmpty());
                assertThat(tracker.live().ok()).isTrue();
            }
            long due = added.getTime() + 2_000;
            await().until(() -> System.currentTimeMillis() > due + 500);
            assertThat(world.alerts()).as("alerts while no instance ran").isEmpty();

            try (JourneyTracker tracker = world.start()) {
                Told told = world.toldBefore(due + 3_000);
                assertThat(told.alerts()).hasSize(1).first().satisfies(alert -> {
                    assertThat(alert.getState()).isEqualTo(AlertState.RAISED);
                    assertThat(alert.getSince()).isEqualTo(added.getTime());
                    assertThat(alert.getDue()).isEqualTo(due);
                });
                Books.sameWithoutCorrection(told, EngineAlone.told(TWO_SECONDS, traffic.sent(), due + 3_000));
                await().atMost(Duration.ofSeconds(60))
                        .untilAsserted(() -> Books.balanced(Scrape.of(tracker.address()), 2, told));
                assertThat(world.read("dead-letters")).isEqualTo(List.of());
            }
        }
    }
}
