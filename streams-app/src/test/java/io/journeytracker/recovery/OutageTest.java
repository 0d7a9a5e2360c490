package io.journeytracker.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.journeytracker.maps.MapFile;
import io.journeytracker.runtime.JourneyTracker;
import io.journeytracker.schema.JourneyAlert;
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
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("broker")
class OutageTest {

    private static final MapFile MAP = ShopMap.impatient(1, "4s", "1h");
    private static final int CUSTOMERS = 20;
    private static final int OUTAGE_MILLIS = 5_000;

    @Test
    void anOutageOfTheBrokerLongerThanTheStallMakesNobodyStallWhoseTouchpointsCouldNotBeWritten(@TempDir Path state) {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        try (TrackerFixture world = new TrackerFixture(state, Map.of("journey.ticks.settle", "6s"));
                Traffic traffic = world.traffic();
                JourneyTracker tracker = world.start(MAP)) {
            AtomicLong next = new AtomicLong(System.currentTimeMillis());
            timer.scheduleAtFixedRate(() -> everyone(traffic, next.getAndAdd(1_000)), 0, 1, TimeUnit.SECONDS);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> world.transitions().size() == CUSTOMERS);
            traffic.send("silent", "Added");
            traffic.flush();

            world.broker.stopBroker();
            long stopped = System.currentTimeMillis();
            await().until(() -> System.currentTimeMillis() > stopped + OUTAGE_MILLIS);
            world.broker.startBroker();
            long back = System.currentTimeMillis();

            await().atMost(Duration.ofSeconds(60)).until(() -> !world.alerts().isEmpty());
            assertThat(world.alerts()).extracting(JourneyAlert::getCustomer).containsExactly("silent");
            Told during = world.toldBefore(back);
            assertThat(during.alerts()).extracting(JourneyAlert::getCustomer).containsExactly("silent");

            timer.shutdown();
            assertThat(timer.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
            long end = System.currentTimeMillis() + 4_500;
            traffic.flush();
            Told told = world.toldBefore(end);
            assertThat(told.alerts()).as("in the end everyone is silent").hasSize(CUSTOMERS + 1);
            Books.sameWithoutCorrection(told, EngineAlone.told(MAP, traffic.sent(), end));
            assertThat(world.read("dead-letters")).isEmpty();
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> Books.balanced(Scrape.of(tracker.address()), 2, told));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            timer.shutdownNow();
        }
    }

    /** Once a second, by the customers' own clocks, also where the producer keeps their touchpoints waiting. */
    private static void everyone(Traffic traffic, long time) {
        for (int i = 0; i < CUSTOMERS; i++) {
            traffic.send("busy-" + i, "Added", time);
        }
    }
}
