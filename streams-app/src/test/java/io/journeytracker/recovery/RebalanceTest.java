package io.journeytracker.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.journeytracker.maps.MapFile;
import io.journeytracker.runtime.JourneyTracker;
import io.journeytracker.testing.Books;
import io.journeytracker.testing.EngineAlone;
import io.journeytracker.testing.Scrape;
import io.journeytracker.testing.ShopMap;
import io.journeytracker.testing.Told;
import io.journeytracker.testing.TrackerFixture;
import io.journeytracker.testing.Traffic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("broker")
class RebalanceTest {

    private static final MapFile MAP = ShopMap.impatient(1, "2s", "4s");
    private static final int PARTITIONS = 4;
    private static final Map<String, String> SETTINGS = Map.of(
            "journey.topics.partitions", String.valueOf(PARTITIONS),
            "journey.streams.standbys", "1",
            // How soon a standby that has caught up takes over.
            "kafka.streams.probing.rebalance.interval.ms", "60000");

    @Test
    void aSecondInstanceTakesItsShareAndTheFirstLeavesWithoutLossOrDoubleCount(@TempDir Path state) {
        try (TrackerFixture world = new TrackerFixture(state.resolve("first"), SETTINGS);
                Traffic traffic = world.traffic()) {
            JourneyTracker first = world.start(MAP);
            try (Crowd crowd = new Crowd(traffic, 5)) {
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> world.transitions().size() > 100);
                try (JourneyTracker second = world.start(state.resolve("second"))) {
                    try (first) {
                        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> shared(first, second));
                        more(world);
                    }
                    more(world);
                    crowd.goHome();
                    long end = System.currentTimeMillis() + 4_500;
                    Told told = world.toldBefore(end);
                    Books.same(told, EngineAlone.told(MAP, traffic.sent(), end));
                    assertThat(world.read("dead-letters")).isEmpty();
                    await().atMost(Duration.ofSeconds(20))
                            .untilAsserted(() -> Books.balanced(Scrape.of(second.address()), PARTITIONS, told));
                }
            }
        }
    }

    private static void more(TrackerFixture world) {
        int before = world.transitions().size();
        await().atMost(Duration.ofSeconds(30)).until(() -> world.transitions().size() > before + 100);
    }

    /** Both keep partitions, together all, and the ledger balances over both while customers come and go. */
    private static void shared(JourneyTracker first, JourneyTracker second) {
        Scrape one = Scrape.of(first.address());
        Scrape two = Scrape.of(second.address());
        assertThat(one.sum("journey_tasks_active")).isPositive();
        assertThat(two.sum("journey_tasks_active")).isPositive();
        assertThat(one.sum("journey_tasks_active") + two.sum("journey_tasks_active"))
                .isEqualTo(PARTITIONS);
        assertThat(one.sum("journey_ledger_imbalance") + two.sum("journey_ledger_imbalance"))
                .isZero();
    }
}
