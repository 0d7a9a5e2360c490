package io.journeytracker.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.journeytracker.maps.MapFile;
import io.journeytracker.runtime.JourneyTracker;
import io.journeytracker.testing.Books;
import io.journeytracker.testing.EngineAlone;
import io.journeytracker.testing.PreviousVersion;
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
            // A broker that is busy may take so long to write: steady customers must not stall meanwhile.
            "journey.ticks.allowance", "2s",
            // How soon a standby that has caught up takes over.
            "kafka.streams.probing.rebalance.interval.ms", "60000");

    /** What may differ between instances that run at one time, as it does while settings or versions are changed one instance after the other. */
    private static final Map<String, String> OTHERWISE = Map.of(
            "journey.state.customers.in.heap", "4000",
            "journey.rocksdb.block.cache", "32MB",
            "journey.rocksdb.write.buffers", "16MB",
            "kafka.streams.commit.interval.ms", "50");

    @Test
    void oneAfterTheOtherIsReplacedAndThenAllByANewerVersionWithoutLossOrDoubleCount(@TempDir Path state) {
        try (TrackerFixture world = new TrackerFixture(state.resolve("first"), SETTINGS);
                Traffic traffic = world.traffic()) {
            traffic.withAnOlderProducer();
            JourneyTracker first = world.start(MAP);
            try (Crowd crowd = new Crowd(traffic, 5)) {
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> world.transitions().size() > 100);
                try (JourneyTracker second = world.start(state.resolve("second"), OTHERWISE)) {
                    try (first) {
                        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> shared(first, second));
                        more(world);
                    }
                    more(world);
                }
                storedByTheVersionBefore(world);
                try (JourneyTracker third = world.start(state.resolve("third"))) {
                    more(world);
                    crowd.goHome();
                    long end = System.currentTimeMillis() + 4_500;
                    Told told = world.toldBefore(end);
                    Books.same(told, EngineAlone.told(MAP, traffic.sent(), end));
                    Crowd.nothingOfTheSteadyWasTakenBack(told);
                    assertThat(world.read("dead-letters")).isEmpty();
                    await().atMost(Duration.ofSeconds(60))
                            .untilAsserted(() -> Books.balanced(Scrape.of(third.address()), PARTITIONS, told));
                }
            }
        }
    }

    /** The state of all customers, and the figures, as if they had been kept until now by an application whose schemas were one version older. */
    private static void storedByTheVersionBefore(TrackerFixture world) {
        PreviousVersion before = new PreviousVersion("CustomerState", "MapCell");
        String changelog = world.config().applicationId() + "-journey-%s-changelog";
        world.rewrite(changelog.formatted("states"), before::of);
        world.rewrite(changelog.formatted("cells"), before::of);
        assertThat(before.rewritten()).containsOnlyKeys("CustomerState", "MapCell");
    }

    private static void more(TrackerFixture world) {
        int before = world.transitions().size();
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> world.transitions().size() > before + 100);
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
