package io.journeytracker.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.definition.JourneyCatalog;
import io.journeytracker.testing.Sizes;
import io.journeytracker.testing.TestMaps;
import io.journeytracker.testing.TopologyFixture;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What falls due is handled in slices, once, and nothing more than needed is written. */
class SweepInTheTopologyTest {

    /** More than one slice handles; in one thread every touchpoint is a commit of its own, which is slow. */
    private static final int FLOOD = Sizes.choose(600, 1_700, 1_700);

    @TempDir
    Path stateDir;

    private TopologyFixture shop;

    @BeforeEach
    void start() {
        shop = new TopologyFixture(JourneyCatalog.of(List.of(TestMaps.shop(1))), stateDir);
    }

    @AfterEach
    void stop() {
        shop.close();
    }

    @Test
    void a_flood_of_deadlines_is_handled_in_bounded_slices() {
        for (int i = 0; i < FLOOD; i++) {
            shop.send("customer-" + i, "Added", 0);
        }
        assertThat(shop.told()).hasSize(FLOOD);

        shop.tick(31);
        int first = shop.told().size();
        assertThat(first).isBetween(1, 500);
        int all = first;
        for (int slices = 0; slices < FLOOD && all < FLOOD; slices++) {
            shop.driver.advanceWallClockTime(Duration.ofMillis(10));
            int next = shop.told().size();
            assertThat(next).isBetween(1, 500);
            all += next;
        }
        assertThat(all).isEqualTo(FLOOD);
        shop.driver.advanceWallClockTime(Duration.ofSeconds(1));
        assertThat(shop.told()).isEmpty();
    }

    @Test
    void a_touchpoint_that_moves_the_due_time_later_writes_no_deadline() {
        shop.send("ann", "Added", 0);
        assertThat(deadlines()).isEqualTo(1);
        for (int second = 1; second < 20; second++) {
            shop.send("ann", "Viewed", second);
        }
        assertThat(deadlines()).isEqualTo(1);

        shop.tick(31);
        assertThat(shop.told()).as("the entry was re-armed, not told").containsExactly("ENTERED cart");
        assertThat(deadlines()).isEqualTo(1);
        shop.tick(60);
        assertThat(shop.told()).containsExactly("STALLED cart");
    }

    @Test
    void an_ended_journey_leaves_no_deadline_behind_once_it_was_looked_at() {
        shop.send("ann", "Added", 0);
        shop.send("ann", "Ordered", 1);
        shop.tick(60);
        assertThat(deadlines()).isZero();
    }

    @Test
    void one_customer_who_cannot_be_advanced_does_not_stop_the_others() {
        shop.send("ann", "Added", 0);
        shop.send("bob", "Added", 0);
        KeyValueStore<Bytes, byte[]> index = index();
        index.put(
                Bytes.wrap(ByteBuffer.allocate(11)
                        .putLong(TopologyFixture.START.plusSeconds(30).toEpochMilli() ^ Long.MIN_VALUE)
                        .put("ghost".getBytes(StandardCharsets.UTF_8), 0, 3)
                        .array()),
                new byte[] {1});
        shop.tick(31);
        assertThat(shop.told()).containsExactly("ENTERED cart", "ENTERED cart", "STALLED cart", "STALLED cart");
        assertThat(shop.deadLetters()).isEmpty();
    }

    private KeyValueStore<Bytes, byte[]> index() {
        return shop.driver.getKeyValueStore("journey-deadlines");
    }

    private int deadlines() {
        int count = 0;
        try (KeyValueIterator<Bytes, byte[]> all = index().all()) {
            while (all.hasNext()) {
                all.next();
                count++;
            }
        }
        return count;
    }
}
