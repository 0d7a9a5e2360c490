package io.journeytracker.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.journeytracker.maps.MapFile;
import io.journeytracker.maps.MapPublisher;
import io.journeytracker.runtime.JourneyTracker;
import io.journeytracker.schema.AlertState;
import io.journeytracker.schema.JourneyTransition;
import io.journeytracker.schema.TransitionKind;
import io.journeytracker.testing.Books;
import io.journeytracker.testing.Promised;
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
class PublishTest {

    @Test
    void newCustomersTravelByANewMapWithinFiveSecondsAndThoseInFlightFinishOnTheirs(@TempDir Path state) {
        MapFile patient = ShopMap.impatient(1, "1h", "2h");
        MapFile impatient = ShopMap.impatient(2, "2s", "1h");
        try (TrackerFixture world = new TrackerFixture(state);
                Traffic traffic = world.traffic();
                JourneyTracker tracker = world.start(patient)) {
            traffic.send("early", "Added");
            traffic.flush();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> world.transitions().size() == 1);

            var kafka = world.config().kafka();
            new MapPublisher(kafka.forProducer(), kafka.forConsumer(), "journey-maps")
                    .publish(impatient.map(), impatient.yaml());
            long published = System.currentTimeMillis();
            int[] asked = {0};
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> {
                        traffic.send("new-" + asked[0]++, "Added");
                        traffic.flush();
                        return world.transitions().stream().anyMatch(told -> told.getVersion() == 2);
                    });
            // By when they came and not by when they were seen: to look takes a busy machine as long.
            long millis = world.transitions().stream()
                            .filter(told -> told.getVersion() == 2)
                            .mapToLong(JourneyTransition::getAt)
                            .min()
                            .orElseThrow()
                    - published;
            System.out.println("From publishing to the first customer who travels by the new map: " + millis + " ms");
            assertThat(millis).isLessThan(Promised.millis(5_000));

            traffic.send("late", "Added");
            traffic.send("early", "Ordered");
            traffic.flush();
            long end = System.currentTimeMillis() + 2_500;
            Told told = world.toldBefore(end);
            assertThat(of("early", told))
                    .extracting(JourneyTransition::getVersion, JourneyTransition::getKind)
                    .containsExactly(
                            tuple(1, TransitionKind.ENTERED),
                            tuple(1, TransitionKind.ADVANCED),
                            tuple(1, TransitionKind.COMPLETED));
            assertThat(of("late", told))
                    .extracting(JourneyTransition::getVersion, JourneyTransition::getKind)
                    .containsExactly(tuple(2, TransitionKind.ENTERED), tuple(2, TransitionKind.STALLED));
            assertThat(told.takenBack()).isEmpty();
            assertThat(told.alerts()).allSatisfy(alert -> {
                assertThat(alert.getVersion()).isEqualTo(2);
                assertThat(alert.getState()).isEqualTo(AlertState.RAISED);
            });
            assertThat(world.read("dead-letters")).isEmpty();
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> Books.balanced(Scrape.of(tracker.address()), 2, told));
        }
    }

    private static List<JourneyTransition> of(String customer, Told told) {
        return told.transitions().stream()
                .filter(transition -> transition.getCustomer().equals(customer))
                .toList();
    }
}
