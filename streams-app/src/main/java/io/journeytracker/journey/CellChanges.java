package io.journeytracker.journey;

import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Which hours and days of a partition's part of the map were written to the store, one after the other: whoever keeps what was read of
 * some of them knows by that whether it is still so. One stream thread writes, any may read.
 */
public final class CellChanges {

    /** Of each span: hours of three weeks, days of a year and a half. */
    private static final int MOST_BUCKETS = 512;

    private final Map<CellKey.Span, Buckets> buckets =
            Map.of(CellKey.Span.HOUR, new Buckets(), CellKey.Span.DAY, new Buckets());
    private long writes;

    /** The last write to each; of the oldest ones together, where there are too many. */
    private static final class Buckets {

        private final NavigableMap<Long, Long> last = new ConcurrentSkipListMap<>();
        private volatile long lastOfOldest;
        private volatile long oldestTo = Long.MIN_VALUE;

        private void written(long bucket, long write) {
            last.put(bucket, write);
            while (last.size() > MOST_BUCKETS) {
                // Before it is taken out: who does not find it any more finds this.
                Map.Entry<Long, Long> oldest = last.firstEntry();
                lastOfOldest = Math.max(lastOfOldest, oldest.getValue());
                oldestTo = Math.max(oldestTo, oldest.getKey() + 1);
                last.remove(oldest.getKey());
            }
        }

        private long last(long from, long to) {
            long newest = 0;
            for (long write : last.subMap(from, to).values()) {
                newest = Math.max(newest, write);
            }
            return from < oldestTo ? Math.max(newest, lastOfOldest) : newest;
        }
    }

    /** To be called after the write: who reads before it is known reads once more, and nobody keeps what was there before. */
    public void written(CellKey key) {
        Buckets ofSpan = buckets.get(key.span());
        if (ofSpan != null) {
            ofSpan.written(key.bucket(), ++writes);
        }
    }

    /**
     * Another number after each write to one of the cells.
     *
     * @param span hours or days
     * @param from of the first bucket, inclusive, milliseconds since the epoch
     * @param to exclusive
     */
    public long last(CellKey.Span span, long from, long to) {
        return buckets.get(span).last(from, to);
    }
}
