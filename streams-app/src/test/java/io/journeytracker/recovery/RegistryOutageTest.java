package io.journeytracker.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.journeytracker.maps.MapFile;
import io.journeytracker.runtime.JourneyTracker;
import io.journeytracker.schema.Touchpoint;
import io.journeytracker.schema.TransitionKind;
import io.journeytracker.testing.Books;
import io.journeytracker.testing.HttpRegistry;
import io.journeytracker.testing.Scrape;
import io.journeytracker.testing.ShopMap;
import io.journeytracker.testing.Told;
import io.journeytracker.testing.TrackerFixture;
import io.journeytracker.testing.Traffic;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("broker")
class RegistryOutageTest {

    private static final MapFile MAP = ShopMap.impatient(1, "2s", "1h");
    private static final int PARTITIONS = 2;

    /** Time passes when the test says so, however long an instance runs. */
    private static final Map<String, String> HELD = Map.of("journey.ticks.hold", "true");

    @TempDir
    Path state;

    @Test
    void aStallThatFallsDueWhileTheRegistryIsAwayIsToldOnceWhenItIsBack() throws IOException {
        try (HttpRegistry registry = new HttpRegistry();
                TrackerFixture world = new TrackerFixture(state, Map.of("schema.registry.url", registry.url()));
                Traffic traffic = world.traffic()) {
            Touchpoint added;
            try (JourneyTracker before = world.start(state, HELD, MAP)) {
                added = traffic.send("ann", "Added");
                traffic.flush();
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> world.transitions().size() == 1);
                assertThat(before.ready().ok()).isTrue();
            }
            // Only an instance that has just started has to ask the registry how to write.
            registry.goAway();
            try (JourneyTracker tracker = world.start(state, HELD, MAP)) {
                long told = added.getTime() + 2_500;
                // What is more than 2 s ahead is not believed.
                await().until(() -> System.currentTimeMillis() > told - 1_000);
                timeIs(told, traffic);
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> registry.refused() > 0 && !tracker.ready().ok());
                assertThat(tracker.live().ok()).as("it waits and does not end").isTrue();
                registry.comeBack();
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> !world.alerts().isEmpty());
                Told all = world.toldBefore(told);
                assertThat(all.transitions())
                        .extracting(transition -> transition.getKind())
                        .containsExactly(TransitionKind.ENTERED, TransitionKind.STALLED);
                assertThat(all.alerts()).hasSize(1);
                assertThat(world.read("dead-letters")).isEmpty();
                await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                    // Figures are renewed as time passes.
                    timeIs(System.currentTimeMillis(), traffic);
                    Books.balanced(Scrape.of(tracker.address()), PARTITIONS, all);
                });
            }
        }
    }

    private static void timeIs(long time, Traffic traffic) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            traffic.tick(time, partition, PARTITIONS);
        }
        traffic.flush();
    }

    @Test
    void aTouchpointWhoseResultCannotBeWrittenIsFoldedOnceWhenItCanBe() throws IOException {
        try (HttpRegistry registry = new HttpRegistry();
                TrackerFixture world = new TrackerFixture(state, Map.of("schema.registry.url", registry.url()));
                JourneyTracker tracker = world.start(MAP)) {
            byte[] touchpoint = world.bytes("ben", "Added");
            // From what is no event the instance learns how touchpoints are written, and it writes no transition.
            world.sendBytes(world.bytes("ben", " "));
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> world.read("dead-letters").size() == 1);
            registry.goAway();
            world.sendBytes(touchpoint);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> registry.refused() > 0 && !tracker.ready().ok());
            registry.comeBack();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> !world.transitions().isEmpty());
            Told told = world.toldBefore(System.currentTimeMillis());
            assertThat(told.transitions())
                    .filteredOn(transition -> transition.getKind() == TransitionKind.ENTERED)
                    .hasSize(1);
            assertThat(world.read("dead-letters"))
                    .as("of the touchpoint without event")
                    .hasSize(1);
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> Books.balanced(Scrape.of(tracker.address()), PARTITIONS, world.told()));
        }
    }
}
