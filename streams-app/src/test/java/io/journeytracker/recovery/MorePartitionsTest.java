package io.journeytracker.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.journeytracker.maps.MapFile;
import io.journeytracker.runtime.JourneyTracker;
import io.journeytracker.schema.Touchpoint;
import io.journeytracker.testing.Books;
import io.journeytracker.testing.EngineAlone;
import io.journeytracker.testing.ShopMap;
import io.journeytracker.testing.TrackerFixture;
import io.journeytracker.testing.Traffic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("broker")
class MorePartitionsTest {

    private static final MapFile MAP = ShopMap.impatient(1, "2s", "1h");
    private static final int CUSTOMERS = 40;

    @Test
    void journeysGoOnWhenTouchpointsWasGivenMorePartitionsThanCustomersHave(@TempDir Path state) throws Exception {
        try (TrackerFixture world = new TrackerFixture(state)) {
            Traffic traffic = world.traffic();
            try (JourneyTracker tracker = world.start(MAP)) {
                everybody(traffic, "Viewed");
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> world.transitions().size() == CUSTOMERS);
                assertThat(tracker.live().ok()).isTrue();
            }
            try (Admin admin =
                    Admin.create(Map.<String, Object>of("bootstrap.servers", world.broker.bootstrapServers()))) {
                admin.createPartitions(Map.of("touchpoints", NewPartitions.increaseTo(5)))
                        .all()
                        .get();
            }
            try (JourneyTracker tracker = world.start()) {
                Touchpoint last = everybody(traffic, "Added");
                long end = last.getTime() + 3_000;
                Books.sameWithoutCorrection(world.toldBefore(end), EngineAlone.told(MAP, traffic.sent(), end));
                assertThat(world.read("dead-letters")).isEmpty();
                assertThat(tracker.live().ok()).isTrue();
            }
            traffic.close();
        }
    }

    private static Touchpoint everybody(Traffic traffic, String event) {
        Touchpoint last = null;
        for (int i = 0; i < CUSTOMERS; i++) {
            last = traffic.send("customer-" + i, event);
        }
        traffic.flush();
        return last;
    }
}
