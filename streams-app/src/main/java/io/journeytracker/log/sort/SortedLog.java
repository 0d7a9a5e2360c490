package io.journeytracker.log.sort;

import io.journeytracker.log.LogException;
import io.journeytracker.log.LogReader;
import io.journeytracker.log.LogRow;
import io.journeytracker.log.RejectedRows;
import java.io.Closeable;
import java.util.Arrays;

/**
 * A log sorted by time, rows of one time in the order of the file. In memory as long as it fits, else in temporary files
 * that {@link #close} deletes. It may be walked through any number of times.
 */
public final class SortedLog implements Closeable {

    private static final int FIRST_ROWS = 1 << 14;

    private final SortLimits limits;
    private final EventCounts events = new EventCounts();
    private LogRow[] rows = new LogRow[FIRST_ROWS];
    private int size;
    private long weight;
    private boolean sorted = true;
    private SortFolder disk;
    private long count;
    private long from = Long.MAX_VALUE;
    private long to = Long.MIN_VALUE;
    private long outOfOrder;
    private LogFacts facts;

    private SortedLog(SortLimits limits) {
        this.limits = limits;
    }

    /**
     * Reads a log to its end and sorts it.
     *
     * @param rejected what the reader rejects to
     * @param progress is told now and then how far it is
     * @throws LogException if it cannot be read, or no row of it can
     */
    public static SortedLog sort(LogReader reader, RejectedRows rejected, SortLimits limits, ReadProgress progress) {
        SortedLog log = new SortedLog(limits);
        try {
            log.read(reader, progress);
            if (log.count == 0) {
                throw new LogException(
                        rejected.count() == 0
                                ? reader.name() + ": has no rows; expected one event or more"
                                : reader.name() + ": none of its " + rejected.count() + " rows can be read; "
                                        + rejected.first());
            }
            log.facts = new LogFacts(log.count, rejected.count(), log.from, log.to, log.outOfOrder);
            return log;
        } catch (RuntimeException e) {
            log.close();
            throw e;
        }
    }

    private void read(LogReader reader, ReadProgress progress) {
        long before = Long.MIN_VALUE;
        for (LogRow row = reader.next(); row != null; row = reader.next()) {
            long time = row.time();
            if (time < before) {
                outOfOrder++;
                sorted = false;
            }
            before = time;
            from = Math.min(from, time);
            to = Math.max(to, time);
            events.add(row.touchpoint().getEvent());
            if (size == limits.rows() || (weight >= limits.bytes() && size > 0)) {
                spill();
            }
            if (size == rows.length) {
                rows = Arrays.copyOf(rows, 2 * size);
            }
            rows[size++] = row;
            weight += row.weight();
            if ((++count & 0xfff) == 0) {
                progress.read(reader.bytesRead(), count);
            }
        }
        progress.read(reader.bytesRead(), count);
        if (disk == null) {
            sortRows();
        } else {
            spill();
            rows = new LogRow[0];
            disk.mergeDown();
        }
    }

    private void sortRows() {
        if (!sorted) {
            TimeSort.sort(rows, size);
        }
    }

    private void spill() {
        if (disk == null) {
            disk = new SortFolder(limits.folder());
        }
        sortRows();
        disk.add(inMemory());
        Arrays.fill(rows, 0, size, null);
        size = 0;
        weight = 0;
        sorted = true;
    }

    public LogFacts facts() {
        return facts;
    }

    /** How often each event is in the log. */
    public EventCounts events() {
        return events;
    }

    /** True where it did not fit into memory. */
    public boolean onDisk() {
        return disk != null;
    }

    /** From the first row on. */
    public LogCursor cursor() {
        return disk == null ? inMemory() : disk.cursor();
    }

    private LogCursor inMemory() {
        return new LogCursor() {

            private int at;

            @Override
            public LogRow next() {
                return at < size ? rows[at++] : null;
            }

            @Override
            public void close() {
                // Nothing is held open.
            }
        };
    }

    @Override
    public void close() {
        rows = new LogRow[0];
        size = 0;
        if (disk != null) {
            disk.close();
        }
    }
}
