package io.journeytracker.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.journeytracker.maps.MapFile;
import io.journeytracker.runtime.JourneyTracker;
import io.journeytracker.schema.AlertKind;
import io.journeytracker.schema.JourneyAlert;
import io.journeytracker.schema.Touchpoint;
import io.journeytracker.testing.Books;
import io.journeytracker.testing.EngineAlone;
import io.journeytracker.testing.Scrape;
import io.journeytracker.testing.ShopMap;
import io.journeytracker.testing.Told;
import io.journeytracker.testing.TrackerFixture;
import io.journeytracker.testing.Traffic;
import io.journeytracker.topic.CustomerPartition;
import io.journeytracker.topic.Headers;
import io.journeytracker.topic.Tick;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("broker")
class SlowUpstreamTest {

    private static final MapFile MAP = ShopMap.impatient(1, "2s", "1h");
    private static final int BEHIND = 0;
    private static final int IDLE = 1;
    private static final int BACKLOG = 15_000;

    /** One whose journeys are kept on the partition that is behind, and one whose touchpoints have to travel from there. */
    @ParameterizedTest
    @ValueSource(ints = {BEHIND, IDLE})
    void nobodyStallsWhileTheirTouchpointWaitsBehindOthersThoughTimeHasPassedOnAnotherPartition(
            int keptOn, @TempDir Path state) {
        String patient = customerOf(keptOn);
        try (TrackerFixture world = new TrackerFixture(state);
                Traffic traffic = world.traffic()) {
            Touchpoint first;
            // It writes no ticks: however long it runs, time has not passed where the queue is going to be.
            try (JourneyTracker tracker = world.start(state, Map.of("journey.ticks.hold", "true"), MAP)) {
                first = traffic.send(patient, "Added", System.currentTimeMillis(), BEHIND);
                traffic.flush();
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> !world.transitions().isEmpty());
                assertThat(tracker.live().ok()).isTrue();
                timePassesElsewhere(world, traffic, first.getTime() + 2_100);
            }
            long due = first.getTime() + 2_000;
            for (int i = 0; i < BACKLOG; i++) {
                traffic.send("other-" + i % 300, "Viewed", first.getTime() + 1 + i / 300, BEHIND);
            }
            // In time, and at the end of the queue.
            Touchpoint second = traffic.send(patient, "Added", due - 100, BEHIND);
            traffic.flush();

            try (JourneyTracker tracker = world.start()) {
                long end = second.getTime() + 3_000;
                Told told = world.toldBefore(end);
                if (keptOn != BEHIND) {
                    assertThat(timeWasThereFirst(world, patient, due))
                            .as("ticks past the stall were there before the touchpoint")
                            .isTrue();
                }
                Books.sameWithoutCorrection(told, EngineAlone.told(MAP, traffic.sent(), end));
                assertThat(told.alerts())
                        .extracting(JourneyAlert::getKind, JourneyAlert::getCustomer, JourneyAlert::getSince)
                        .containsExactly(tuple(AlertKind.STALL, patient, second.getTime()));
                assertThat(world.read("dead-letters")).isEmpty();
                await().atMost(Duration.ofSeconds(60))
                        .untilAsserted(() -> Books.balanced(Scrape.of(tracker.address()), 2, told));
            }
        }
    }

    /** On the other partition time is past the stall before the queue is there: the journey step has been told. */
    private static void timePassesElsewhere(TrackerFixture world, Traffic traffic, long time) {
        // What is more than 2 s ahead is not believed.
        await().until(() -> System.currentTimeMillis() > time - 1_900);
        traffic.tick(time, IDLE, 2);
        traffic.flush();
        await().atMost(Duration.ofSeconds(60)).until(() -> world.committed("touchpoints-by-customer").stream()
                .map(record -> record.headers().lastHeader(Headers.TICK))
                .filter(Objects::nonNull)
                .map(Tick::read)
                .anyMatch(tick -> tick.source() == IDLE && tick.time() == time));
    }

    private static String customerOf(int partition) {
        return IntStream.range(0, 100)
                .mapToObj(i -> "patient-" + i)
                .filter(Traffic::keyedByCustomer)
                .filter(name -> CustomerPartition.of(name.getBytes(StandardCharsets.UTF_8), 2) == partition)
                .findFirst()
                .orElseThrow();
    }

    /** Whether the journey step read that a time had come on the idle partition before it read the customer's second touchpoint. */
    private static boolean timeWasThereFirst(TrackerFixture world, String patient, long due) {
        List<ConsumerRecord<byte[], byte[]>> all = world.committed("touchpoints-by-customer");
        ConsumerRecord<byte[], byte[]> touchpoint = all.stream()
                .filter(record -> record.key() != null)
                .filter(record -> new String(record.key(), StandardCharsets.UTF_8).equals(patient))
                .reduce((earlier, later) -> later)
                .orElseThrow();
        return all.stream()
                .filter(record -> record.partition() == touchpoint.partition())
                .filter(record -> record.offset() < touchpoint.offset())
                .map(record -> record.headers().lastHeader(Headers.TICK))
                .filter(Objects::nonNull)
                .map(Tick::read)
                .anyMatch(tick -> tick.source() == IDLE && tick.time() > due);
    }
}
