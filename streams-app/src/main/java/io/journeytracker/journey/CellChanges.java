package io.journeytracker.journey;

import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Which hours and days of a partition's part of the map were written to the store, one after the other: whoever keeps what was read of
 * some of them knows by that whether it is still so. One stream thread writes, any may read.
 */
public final class CellChanges {

    private final Map<CellKey.Span, NavigableMap<Long, Long>> last =
            Map.of(CellKey.Span.HOUR, new ConcurrentSkipListMap<>(), CellKey.Span.DAY, new ConcurrentSkipListMap<>());
    private long writes;

    /** To be called after the write: who reads before it is known reads once more, and nobody keeps what was there before. */
    public void written(CellKey key) {
        NavigableMap<Long, Long> buckets = last.get(key.span());
        if (buckets != null) {
            buckets.put(key.bucket(), ++writes);
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
        long newest = 0;
        for (long write : last.get(span).subMap(from, to).values()) {
            newest = Math.max(newest, write);
        }
        return newest;
    }
}
