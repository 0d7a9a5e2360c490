package io.journeytracker.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.journey.CellChanges;
import io.journeytracker.journey.CellCodec;
import io.journeytracker.journey.CellKey;
import io.journeytracker.journey.CellKey.Span;
import io.journeytracker.journey.Cells;
import io.journeytracker.schema.MapCell;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of windows and what all of their cells come to. */
class WindowSumsTest {

    private static final long HOUR = CellKey.HOUR_MILLIS;
    private static final long DAY = CellKey.DAY_MILLIS;
    private static final long NOW = Instant.parse("2026-03-20T10:30:00Z").toEpochMilli();
    private static final long TODAY = Instant.parse("2026-03-20T00:00:00Z").toEpochMilli();

    private final Random random = new Random(7);
    private final CellCodec codec = new CellCodec();

    /** The stored cells of one partition. */
    private final class Partition {

        private final int number;
        private final TreeMap<Bytes, byte[]> store = new TreeMap<>();
        private final List<String> read = new ArrayList<>();
        private CellChanges changes = new CellChanges();
        private Runnable afterReading = () -> {};

        private Partition(int number) {
            this.number = number;
        }

        private void write(CellKey key, MapCell cell) {
            if (cell == null) {
                store.remove(codec.key(key));
            } else {
                store.put(codec.key(key), codec.encode(cell));
            }
            changes.written(key);
        }

        private Map<CellKey, MapCell> kept(WindowSums sums, Window window, long now) {
            return sums.of(window, number, changes, now, this::read).orElseThrow();
        }

        private Optional<Map<CellKey, MapCell>> read(Span span, long from, long to) {
            read.add(span + " " + from + " " + to);
            Map<CellKey, MapCell> found =
                    WindowSums.sums(iterator(store.subMap(CellKey.from(span, from), CellKey.from(span, to))));
            afterReading.run();
            return Optional.of(found);
        }

        private Map<CellKey, MapCell> plain(Window window) {
            return WindowSums.sums(iterator(store), window::touches);
        }
    }

    private static KeyValueIterator<Bytes, byte[]> iterator(SortedMap<Bytes, byte[]> cells) {
        Iterator<Map.Entry<Bytes, byte[]>> entries = cells.entrySet().iterator();
        return new KeyValueIterator<>() {
            @Override
            public void close() {
                // Nothing is held open.
            }

            @Override
            public Bytes peekNextKey() {
                throw new UnsupportedOperationException();
            }

            @Override
            public boolean hasNext() {
                return entries.hasNext();
            }

            @Override
            public KeyValue<Bytes, byte[]> next() {
                Map.Entry<Bytes, byte[]> next = entries.next();
                return KeyValue.pair(next.getKey(), next.getValue());
            }
        };
    }

    private static CellKey hour(long bucket, int stage) {
        return new CellKey(Span.HOUR, bucket, "shop", 1, stage, -1);
    }

    private CellKey anyKey() {
        boolean hour = random.nextBoolean();
        long bucket = hour ? TODAY + (random.nextInt(17 * 24) - 16 * 24) * HOUR : TODAY - random.nextInt(1_500) * DAY;
        return new CellKey(
                hour ? Span.HOUR : Span.DAY,
                bucket,
                random.nextBoolean() ? "shop" : "other",
                1 + random.nextInt(2),
                random.nextInt(3) - 1,
                random.nextInt(2) - 1);
    }

    private MapCell anyCell() {
        MapCell cell = Cells.empty();
        cell.setEntered(1 + random.nextInt(9));
        cell.getCustomers().set(random.nextInt(6), (long) random.nextInt(3) - 1);
        // A count that comes to nothing is not in a cell.
        cell.getTouchpoints().put("page|" + random.nextInt(2), random.nextBoolean() ? 1L : -1L);
        return cell;
    }

    private Window anyWindow() {
        long one = anyTime();
        long other = anyTime();
        return new Window(Math.min(one, other), Math.max(one, other) + 1);
    }

    private long anyTime() {
        return switch (random.nextInt(5)) {
            case 0 -> TODAY - random.nextInt(17) * DAY;
            case 1 -> NOW - (long) (random.nextDouble() * 16 * DAY);
            case 2 -> TODAY - (random.nextInt(16 * 24) - 30) * HOUR;
            case 3 -> NOW - (long) (random.nextDouble() * 1_500 * DAY);
            default -> random.nextBoolean() ? Long.MIN_VALUE : Long.MAX_VALUE - 1;
        };
    }

    @ParameterizedTest
    @ValueSource(longs = {WindowSums.MOST_BYTES, 100_000, 0})
    void whatIsKeptIsNeverOtherThanWhatAllCellsComeTo(long most) {
        WindowSums sums = new WindowSums(most);
        List<Partition> partitions = List.of(new Partition(0), new Partition(1));
        long now = NOW;
        for (int round = 0; round < 400; round++) {
            Partition partition = partitions.get(random.nextInt(2));
            for (int i = round < 20 ? 100 : random.nextInt(4); i > 0; i--) {
                partition.write(anyKey(), random.nextInt(4) == 0 ? null : anyCell());
            }
            Window window = anyWindow();
            assertThat(partition.kept(sums, window, now))
                    .as("round %d, %s", round, window)
                    .isEqualTo(partition.plain(window));
            now += random.nextInt((int) HOUR);
        }
    }

    @Test
    void onlyWhereSomethingWasWrittenIsReadAgain() {
        WindowSums sums = new WindowSums();
        Partition partition = new Partition(0);
        for (long bucket = TODAY - 15 * DAY; bucket <= NOW; bucket += HOUR) {
            partition.write(hour(bucket, 0), anyCell());
        }
        Window week = new Window(TODAY - 7 * DAY, Long.MAX_VALUE);
        partition.kept(sums, week, NOW);
        partition.read.clear();

        partition.kept(sums, week, NOW);
        partition.kept(sums, new Window(TODAY - 3 * DAY, Long.MAX_VALUE), NOW);
        assertThat(partition.read.stream().filter(each -> each.startsWith("HOUR")))
                .as("a shorter window of the same days too")
                .isEmpty();

        partition.kept(sums, new Window(TODAY - 3 * DAY, NOW), NOW);
        partition.read.clear();
        partition.kept(sums, new Window(TODAY - 3 * DAY, NOW + 1_000), NOW);
        assertThat(partition.read).as("up to now, a second later").isEmpty();

        partition.write(hour(TODAY - 3 * DAY + 5 * HOUR, 1), anyCell());
        assertThat(partition.kept(sums, week, NOW)).isEqualTo(partition.plain(week));
        assertThat(partition.read.stream().filter(each -> each.startsWith("HOUR")))
                .containsExactly("HOUR " + (TODAY - 3 * DAY) + " " + (TODAY - 2 * DAY));
    }

    @Test
    void whatIsWrittenWhileItIsReadIsSeenTheNextTime() {
        WindowSums sums = new WindowSums();
        Partition partition = new Partition(0);
        Window week = new Window(TODAY - 7 * DAY, Long.MAX_VALUE);
        partition.afterReading = () -> partition.write(hour(TODAY - 2 * DAY, 0), anyCell());
        partition.kept(sums, week, NOW);
        partition.afterReading = () -> {};
        assertThat(partition.kept(sums, week, NOW))
                .isEqualTo(partition.plain(week))
                .hasSize(1);
    }

    @Test
    void aDayThatIsMadeOfItsHoursMeanwhileIsCountedOnce() {
        WindowSums sums = new WindowSums();
        Partition partition = new Partition(0);
        CellKey hour = hour(TODAY - 14 * DAY, 0);
        MapCell cell = anyCell();
        partition.write(hour, cell);
        partition.afterReading = () -> {
            if (partition.read.get(partition.read.size() - 1).startsWith("HOUR " + hour.bucket())) {
                partition.afterReading = () -> {};
                partition.write(hour, null);
                partition.write(
                        new CellKey(
                                Span.DAY, hour.bucket(), hour.journey(), hour.version(), hour.stage(), hour.persona()),
                        cell);
            }
        };
        assertThat(partition.kept(sums, Window.ALL, NOW))
                .isEqualTo(partition.plain(Window.ALL))
                .hasSize(1);
    }

    /** Meanwhile another instance may have written to it. */
    @Test
    void nothingIsKeptOfAPartitionThatWentAndCameBack() {
        WindowSums sums = new WindowSums();
        Partition partition = new Partition(0);
        partition.kept(sums, Window.ALL, NOW);
        partition.changes = new CellChanges();
        partition.store.put(codec.key(hour(TODAY, 0)), codec.encode(anyCell()));
        assertThat(partition.kept(sums, Window.ALL, NOW))
                .isEqualTo(partition.plain(Window.ALL))
                .hasSize(1);
    }
}
