package io.journeytracker.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.journeytracker.maps.MapFile;
import io.journeytracker.runtime.JourneyTracker;
import io.journeytracker.schema.JourneyTransition;
import io.journeytracker.schema.TransitionKind;
import io.journeytracker.testing.Books;
import io.journeytracker.testing.EngineAlone;
import io.journeytracker.testing.Scrape;
import io.journeytracker.testing.ShopMap;
import io.journeytracker.testing.Told;
import io.journeytracker.testing.TrackerFixture;
import io.journeytracker.testing.Traffic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("broker")
class BacklogTest {

    private static final MapFile MAP = ShopMap.impatient(1, "2s", "5s");
    private static final int PARTITIONS = 2;
    private static final long MINUTE = 60_000;
    private static final long LAST_DUE_MILLIS = 5_500;

    @Test
    void aMinuteWithoutAnInstanceIsCaughtUpWithEveryTrueStallAndNoFalseOne(@TempDir Path state) {
        try (TrackerFixture world = new TrackerFixture(state);
                Traffic traffic = world.traffic()) {
            new JourneyTracker(world.config()).start(List.of(MAP)).close();
            long start = System.currentTimeMillis() - MINUTE - 1_000;
            for (long passed = 0; passed < MINUTE; passed += 50) {
                minute(traffic, start, passed);
            }
            traffic.flush();
            long written = start + MINUTE;

            try (JourneyTracker tracker = world.start()) {
                long end = written + LAST_DUE_MILLIS;
                Told told = world.toldBefore(end);
                Told engine = EngineAlone.told(MAP, traffic.sent(), end);
                assertThat(stalls(told, "steady", written))
                        .as("stalls of those who were never silent")
                        .isZero();
                assertThat(stalls(told, "hesitant", written))
                        .as("stalls of those who were silent again and again")
                        .isEqualTo(stalls(engine, "hesitant", written))
                        .isGreaterThan(400);
                Books.sameWithoutCorrection(told, engine);
                assertThat(world.read("dead-letters")).isEmpty();
                await().atMost(Duration.ofSeconds(60))
                        .untilAsserted(() -> Books.balanced(Scrape.of(tracker.address()), PARTITIONS, told));
            }
        }
    }

    /** Thirty customers are never silent for two seconds, thirty do something every four, all of them until the minute ends. */
    private static void minute(Traffic traffic, long start, long passed) {
        long time = start + passed;
        for (int i = 0; i < 30; i++) {
            if (passed % 1_900 == i * 50) {
                traffic.send("steady-" + i, "Added", time);
            }
            if (passed % 4_000 == i * 100) {
                traffic.send("hesitant-" + i, "Added", time);
            }
        }
        if (passed % 250 == 0) {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                traffic.tick(time, partition, PARTITIONS);
            }
        }
    }

    private static long stalls(Told told, String who, long before) {
        return told.transitions().stream()
                .filter(transition -> transition.getKind() == TransitionKind.STALLED)
                .filter(transition -> transition.getCustomer().startsWith(who))
                .mapToLong(JourneyTransition::getDue)
                .filter(due -> due <= before)
                .count();
    }
}
