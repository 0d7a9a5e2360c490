package io.journeytracker.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.journeytracker.maps.MapFile;
import io.journeytracker.schema.JourneyTransition;
import io.journeytracker.schema.TransitionKind;
import io.journeytracker.testing.AppProcess;
import io.journeytracker.testing.Books;
import io.journeytracker.testing.EngineAlone;
import io.journeytracker.testing.Glimpse;
import io.journeytracker.testing.Scrape;
import io.journeytracker.testing.ShopMap;
import io.journeytracker.testing.Told;
import io.journeytracker.testing.TrackerFixture;
import io.journeytracker.testing.Traffic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * An instance is killed twice while customers come and go: once in the middle of that, once in the middle of a flood of
 * stalls, most of which fall due at one moment.
 */
final class CrashScenario {

    /** Sooner than in production, so that a test does not wait for what a killed instance has left open. */
    private static final Map<String, String> SOON = Map.of(
            "kafka.streams.consumer.session.timeout.ms", "3000",
            "kafka.streams.consumer.heartbeat.interval.ms", "1000",
            "kafka.streams.producer.transaction.timeout.ms", "4000",
            // A broker that is busy may take so long to write: steady customers must not stall meanwhile.
            "journey.ticks.allowance", "2s");

    private static final MapFile MAP = ShopMap.impatient(1, "2s", "4s");
    private static final int FLOOD = 6_000;

    /** Of the flood those who fell silent before the others: their stalls are told while those of the last are to come. */
    private static final int EARLIER = 5_000;

    private static final long EARLIER_MILLIS = 1_500;
    private static final long LAST_DUE_MILLIS = 4_500;

    private final Path state;
    private final Path map;

    CrashScenario(Path directory) throws IOException {
        this.state = directory.resolve("state");
        this.map = Files.writeString(directory.resolve("shop.yaml"), MAP.yaml());
    }

    /** @param betweenLives is done with the state's directory while no instance runs */
    void run(Lost betweenLives) throws IOException {
        try (TrackerFixture world = new TrackerFixture(state, SOON);
                Traffic traffic = world.traffic()) {
            try (AppProcess first = AppProcess.start(world.settings(), state, map)) {
                first.address();
                Crowd crowd = new Crowd(traffic, 1);
                try (crowd;
                        Glimpse glimpse = new Glimpse(world.settings())) {
                    glimpse.await(223, any -> true);
                    first.kill();
                    betweenLives.of(state);
                    try (AppProcess second = AppProcess.start(world.settings(), state, map)) {
                        second.address();
                        glimpse.await(200, any -> true);
                        flood(traffic);
                        glimpse.await(1, CrashScenario::stallOfTheFlood);
                        second.kill();
                    }
                }
            }
            assertThat(world.transitions().stream().filter(CrashScenario::stallOfTheFlood))
                    .as("stalls of the flood that were told before the crash")
                    .hasSizeLessThan(FLOOD);
            betweenLives.of(state);
            try (AppProcess third = AppProcess.start(world.settings(), state, map)) {
                long end = System.currentTimeMillis() + LAST_DUE_MILLIS;
                Told told = world.toldBefore(end);
                Told engine = EngineAlone.told(MAP, traffic.sent(), end);
                Books.same(told, engine);
                Crowd.nothingOfTheSteadyWasTakenBack(told);
                assertThat(engine.transitions().stream().filter(CrashScenario::stallOfTheFlood))
                        .hasSize(FLOOD);
                assertThat(world.read("dead-letters")).isEmpty();
                await().atMost(Duration.ofSeconds(60))
                        .untilAsserted(() -> Books.balanced(Scrape.of(third.address()), 2, told));
            }
        }
    }

    private static void flood(Traffic traffic) {
        long now = System.currentTimeMillis();
        for (int i = 0; i < FLOOD; i++) {
            traffic.send("flood-" + i, "Added", i < EARLIER ? now - EARLIER_MILLIS : System.currentTimeMillis());
        }
        traffic.flush();
    }

    private static boolean stallOfTheFlood(JourneyTransition transition) {
        return transition.getKind() == TransitionKind.STALLED
                && transition.getCustomer().startsWith("flood-");
    }

    /** What becomes of a killed instance's state. */
    interface Lost {
        void of(Path state) throws IOException;
    }
}
