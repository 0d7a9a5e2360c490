package io.journeytracker.log.sort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.journeytracker.log.LogException;
import io.journeytracker.log.LogReader;
import io.journeytracker.log.LogRow;
import io.journeytracker.log.RejectedRows;
import io.journeytracker.schema.Touchpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SortedLogTest {

    @TempDir
    private Path folder;

    private static LogReader reading(List<LogRow> rows) {
        return new LogReader() {

            private int at;

            @Override
            public LogRow next() {
                return at < rows.size() ? rows.get(at++) : null;
            }

            @Override
            public String text() {
                return "";
            }

            @Override
            public long bytesRead() {
                return at;
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
    }

    /** Rows with few different times, so that many are equal, and properties of every type. */
    private static List<LogRow> rows(int count, long seed) {
        Random random = new Random(seed);
        List<LogRow> rows = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            Touchpoint touchpoint = new Touchpoint();
            touchpoint.setUserId("customer " + random.nextInt(9));
            touchpoint.setEvent("évent " + random.nextInt(4));
            touchpoint.setTime(random.nextInt(1 + count / 3) - 50L);
            touchpoint.setMessageId(random.nextBoolean() ? "" : "m" + i);
            touchpoint.setSource("log");
            touchpoint.setChannel(random.nextBoolean() ? null : "web");
            touchpoint.setSentiment(random.nextBoolean() ? null : random.nextDouble());
            touchpoint.setProperties(
                    random.nextBoolean()
                            ? Map.of()
                            : Map.of("s", "t" + i, "l", 5L, "d", 0.1, "b", random.nextBoolean()));
            touchpoint.setTraits(Map.of());
            touchpoint.setIdentifiers(Map.of());
            rows.add(new LogRow(i, touchpoint, 100));
        }
        return rows;
    }

    private SortedLog sorted(List<LogRow> rows, int inMemory, long bytes) {
        return SortedLog.sort(
                reading(rows), RejectedRows.counting(), new SortLimits(inMemory, bytes, folder), ReadProgress.NONE);
    }

    private static List<LogRow> all(SortedLog log) {
        List<LogRow> rows = new ArrayList<>();
        try (LogCursor cursor = log.cursor()) {
            for (LogRow row = cursor.next(); row != null; row = cursor.next()) {
                rows.add(row);
            }
        }
        return rows;
    }

    private long files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.count() - 1;
        }
    }

    @Test
    void sortsByTimeAndEqualTimesByTheirPlaceInTheFile() {
        List<LogRow> rows = rows(1000, 1);
        List<LogRow> expected = new ArrayList<>(rows);
        expected.sort(Comparator.comparingLong(LogRow::time).thenComparingLong(LogRow::order));
        assertThat(all(sorted(rows, 1000, Long.MAX_VALUE))).isEqualTo(expected);
    }

    @Test
    void sortingOnDiskGivesWhatSortingInMemoryGives() throws IOException {
        for (int seed = 0; seed < 40; seed++) {
            List<LogRow> rows = rows(1 + seed * 11, seed);
            try (SortedLog memory = sorted(rows, 10_000, Long.MAX_VALUE);
                    SortedLog disk = sorted(rows, 1 + seed % 7, Long.MAX_VALUE)) {
                assertThat(all(disk)).isEqualTo(all(memory));
                assertThat(disk.facts()).isEqualTo(memory.facts());
                assertThat(memory.onDisk()).isFalse();
                assertThat(disk.onDisk()).isEqualTo(rows.size() > 1 + seed % 7);
            }
        }
        assertThat(files()).isZero();
    }

    @Test
    void mergesMoreStretchesThanFilesMayBeOpen() throws IOException {
        List<LogRow> rows = rows(5000, 3);
        try (SortedLog memory = sorted(rows, 5000, Long.MAX_VALUE);
                SortedLog disk = sorted(rows, 10, Long.MAX_VALUE)) {
            assertThat(all(disk)).isEqualTo(all(memory));
            assertThat(files()).isLessThanOrEqualTo(65);
        }
        assertThat(files()).isZero();
    }

    @Test
    void goesToDiskWhereRowsAreFewButLarge() {
        try (SortedLog log = sorted(rows(50, 4), 1000, 2000)) {
            assertThat(log.onDisk()).isTrue();
            assertThat(all(log)).hasSize(50);
        }
    }

    @Test
    void canBeWalkedThroughSeveralTimesAtOnce() {
        try (SortedLog log = sorted(rows(100, 5), 10, Long.MAX_VALUE);
                LogCursor one = log.cursor();
                LogCursor other = log.cursor()) {
            for (LogRow row = one.next(); row != null; row = one.next()) {
                assertThat(other.next()).isEqualTo(row);
            }
            assertThat(other.next()).isNull();
        }
    }

    @Test
    void tellsWhatTheLogHolds() {
        List<LogRow> rows = rows(3, 6);
        rows.get(0).touchpoint().setTime(20L);
        rows.get(1).touchpoint().setTime(10L);
        rows.get(2).touchpoint().setTime(15L);
        try (SortedLog log = sorted(rows, 10, Long.MAX_VALUE)) {
            assertThat(log.facts()).isEqualTo(new LogFacts(3, 0, 10, 20, 1));
        }
    }

    @Test
    void aLogWithoutReadableRowsIsRefused() {
        assertThatThrownBy(() -> sorted(List.of(), 10, Long.MAX_VALUE))
                .isInstanceOf(LogException.class)
                .hasMessage("the log: has no rows; expected one event or more");
    }

    @Test
    void deletesItsFilesWhenReadingFails() throws IOException {
        List<LogRow> rows = rows(20, 7);
        LogReader failing = new LogReader() {

            private int at;

            @Override
            public LogRow next() {
                if (at == rows.size()) {
                    throw new LogException("torn");
                }
                return rows.get(at++);
            }

            @Override
            public String text() {
                return "";
            }

            @Override
            public long bytesRead() {
                return at;
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
        assertThatThrownBy(() -> SortedLog.sort(
                        failing, RejectedRows.counting(), new SortLimits(3, Long.MAX_VALUE, folder), ReadProgress.NONE))
                .hasMessage("torn");
        assertThat(files()).isZero();
    }

    @Test
    void countsEventsCommonestFirst() {
        EventCounts counts = new EventCounts();
        Stream.of("b", "a", "c", "a", "c").forEach(counts::add);
        assertThat(counts.commonest(2)).containsExactly(new EventCounts.Count("a", 2), new EventCounts.Count("c", 2));
    }
}
