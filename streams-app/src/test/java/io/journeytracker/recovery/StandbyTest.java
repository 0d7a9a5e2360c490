package io.journeytracker.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.journeytracker.runtime.JourneyTracker;
import io.journeytracker.testing.Scrape;
import io.journeytracker.testing.ShopMap;
import io.journeytracker.testing.StateOnDisk;
import io.journeytracker.testing.TrackerFixture;
import io.journeytracker.testing.Traffic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("broker")
class StandbyTest {

    private static final int PARTITIONS = 4;
    private static final int CUSTOMERS = 60;
    private static final Map<String, String> SETTINGS = Map.of(
            "journey.topics.partitions",
            String.valueOf(PARTITIONS),
            "journey.streams.standbys",
            "1",
            // How soon a standby that has caught up takes over, at most.
            "kafka.streams.probing.rebalance.interval.ms",
            "60000");

    @Test
    void everyCustomerIsCountedOnceAlthoughTwoInstancesKeepThem(@TempDir Path state) {
        Path here = state.resolve("first");
        Path there = state.resolve("second");
        try (TrackerFixture world = new TrackerFixture(here, SETTINGS);
                Traffic traffic = world.traffic();
                JourneyTracker first = world.start(ShopMap.impatient(1, "1h", "2h"));
                JourneyTracker second = world.start(there)) {
            for (int i = 0; i < CUSTOMERS; i++) {
                traffic.send("customer-" + i, "Added");
            }
            traffic.flush();
            await().atMost(Duration.ofSeconds(90)).untilAsserted(() -> {
                assertThat(StateOnDisk.partitions(here))
                        .as("partitions kept by the first")
                        .isEqualTo(PARTITIONS);
                assertThat(StateOnDisk.partitions(there))
                        .as("partitions kept by the second")
                        .isEqualTo(PARTITIONS);
                assertThat(Scrape.of(first.address()).sum("journey_tasks_active"))
                        .isPositive();
                assertThat(Scrape.of(second.address()).sum("journey_tasks_active"))
                        .isPositive();
                Scrape both = Scrape.of(first.address(), second.address());
                assertThat(both.sum("journey_tasks_active")).isEqualTo(PARTITIONS);
                assertThat(both.sum("journey_customers")).isEqualTo(CUSTOMERS);
            });
        }
    }
}
