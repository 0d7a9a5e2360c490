package io.journeytracker.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.definition.JourneyCatalog;
import io.journeytracker.schema.ClockState;
import io.journeytracker.store.WriteBehindStore;
import io.journeytracker.store.WriteBehindStoreBuilder;
import io.journeytracker.testing.Measurements;
import io.journeytracker.testing.Sizes;
import io.journeytracker.testing.TestMaps;
import io.journeytracker.testing.TopologyFixture;
import io.journeytracker.topic.Tick;
import io.micrometer.core.instrument.Counter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a sweep costs in which nothing is due, with few and with many deadlines pending, before and after a flood fired; and how fast
 * what is due is handled, by the index alone and with all that a stall means.
 */
@Tag("benchmark")
class SweepBenchmarkTest {

    private static final int SWEEPS = 2_001;
    private static final int STALLS = Sizes.choose(1_000, 10_000);
    private static final int SLICES_APART_MILLIS = 10;
    private static final long NOW = 1_000_000_000_000L;
    private static final long FUTURE = NOW + 1_000_000_000L;

    @TempDir
    Path dir;

    @Test
    void a_sweep_costs_the_same_however_many_deadlines_are_pending() {
        int few = Sizes.choose(5_000, 50_000);
        int many = Sizes.choose(100_000, 5_000_000);
        Result withFew = measure("few", few);
        Result withMany = measure("many", many);
        Measurements.record(
                "Deadline index",
                "| pending | sweep with nothing due, median µs | the same after the flood | due entries read and deleted a second |\n|---|---|---|---|\n"
                        + withFew.row()
                        + withMany.row()
                        + "\nAt least %,.0f stalls a second through the whole topology, of %,d customers due at once: read, folded, written, told and made alerts. In TopologyTestDriver, with stores in heap and one thread, which commits every record of every later step by itself; on a broker they share commits.\n"
                                .formatted(stallsASecond(), STALLS));
        assertThat(withMany.idleMicros())
                .as("a sweep with %d pending against one with %d", many, few)
                .isLessThan(20 * Math.max(withFew.idleMicros(), 5));
        assertThat(withMany.afterFloodMicros()).isLessThan(20 * Math.max(withFew.idleMicros(), 5));
    }

    private double stallsASecond() {
        try (TopologyFixture shop =
                new TopologyFixture(JourneyCatalog.of(List.of(TestMaps.shop(1))), dir.resolve("topology"))) {
            for (int i = 0; i < STALLS; i++) {
                shop.send("customer-" + i, "Added", 0);
            }
            shop.alerts();
            shop.transitions();
            long began = System.nanoTime();
            shop.tick(31);
            for (int slices = 0; slices < STALLS && stalled(shop) < STALLS; slices++) {
                shop.wait(SLICES_APART_MILLIS);
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            assertThat(shop.told()).hasSize(STALLS).containsOnly("STALLED cart");
            assertThat(shop.alerts()).hasSize(STALLS);
            return STALLS / seconds;
        }
    }

    private static double stalled(TopologyFixture shop) {
        return shop.metrics.find("journey.transitions").tag("kind", "stalled").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private record Result(int pending, double idleMicros, double afterFloodMicros, double entries) {

        String row() {
            return "| %,d | %.1f | %.1f | %,.0f |\n".formatted(pending, idleMicros, afterFloodMicros, entries);
        }
    }

    private Result measure(String name, int pending) {
        MockProcessorContext<Object, Object> context = new MockProcessorContext<>(
                settings(), new TaskId(0, 0), dir.resolve(name).toFile());
        KeyValueStore<Bytes, byte[]> store = Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(JourneyTopology.DEADLINES), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
        store.init(context.getStateStoreContext(), store);
        WriteBehindStore<String, ClockState> clocks = clocks(context);
        PartitionClock clock = new PartitionClock(clocks);
        DeadlineIndex index = new DeadlineIndex(store);
        int flood = pending / 10;
        for (int i = 0; i < pending; i++) {
            index.put(FUTURE + i, customer(i));
        }
        for (int i = 0; i < flood; i++) {
            index.put(NOW + 1_000_000 + i, customer(pending + i));
        }
        Sweep sweep = new Sweep(index, clock, Time.SYSTEM);
        double idle = idle(clock, sweep, NOW);

        clock.tick(new Tick(NOW + 2_000_000 + flood, 1, 0));
        int[] fired = new int[1];
        long began = System.nanoTime();
        while (sweep.slice(entry -> fired[0]++)) {
            assertThat(fired[0]).isLessThanOrEqualTo(flood);
        }
        double entries = flood / ((System.nanoTime() - began) / 1e9);
        assertThat(fired[0]).isEqualTo(flood);

        double after = idle(clock, sweep, NOW + 3_000_000 + flood);
        store.close();
        return new Result(pending, idle, after, entries);
    }

    private static double idle(PartitionClock clock, Sweep sweep, long from) {
        double[] micros = new double[SWEEPS];
        for (int i = 0; i < SWEEPS; i++) {
            clock.tick(new Tick(from + i, 1, 0));
            long began = System.nanoTime();
            sweep.slice(entry -> {
                throw new AssertionError("nothing is due");
            });
            micros[i] = (System.nanoTime() - began) / 1e3;
        }
        Arrays.sort(micros);
        return micros[SWEEPS / 2];
    }

    private static WriteBehindStore<String, ClockState> clocks(MockProcessorContext<Object, Object> context) {
        WriteBehindStoreBuilder<String, ClockState> builder = new WriteBehindStoreBuilder<>(
                Stores.inMemoryKeyValueStore(JourneyTopology.CLOCK), PartitionClock.Codec::new, 1);
        builder.withLoggingDisabled();
        WriteBehindStore<String, ClockState> clocks = builder.build();
        clocks.init(context.getStateStoreContext(), clocks);
        return clocks;
    }

    private static Bytes customer(int i) {
        return Bytes.wrap(("customer-" + i).getBytes(StandardCharsets.UTF_8));
    }

    private static Properties settings() {
        Properties settings = new Properties();
        settings.putAll(Map.of(
                StreamsConfig.APPLICATION_ID_CONFIG, "sweep",
                StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1"));
        return settings;
    }
}
