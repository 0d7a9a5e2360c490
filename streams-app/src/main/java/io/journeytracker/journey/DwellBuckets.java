package io.journeytracker.journey;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** The buckets of the dwell histogram: 23 upper bounds (inclusive) and one bucket without bound. Part of what is stored. */
public final class DwellBuckets {

    private static final long[] BOUNDS = bounds();

    private DwellBuckets() {}

    private static long[] bounds() {
        return List.of(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(2),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(15),
                        Duration.ofMinutes(30),
                        Duration.ofHours(1),
                        Duration.ofHours(3),
                        Duration.ofHours(6),
                        Duration.ofHours(12),
                        Duration.ofDays(1),
                        Duration.ofDays(2),
                        Duration.ofDays(4),
                        Duration.ofDays(7),
                        Duration.ofDays(14),
                        Duration.ofDays(30),
                        Duration.ofDays(60),
                        Duration.ofDays(90),
                        Duration.ofDays(180),
                        Duration.ofDays(365))
                .stream()
                .mapToLong(Duration::toMillis)
                .toArray();
    }

    public static int count() {
        return BOUNDS.length + 1;
    }

    /** The bucket of a dwell in milliseconds. */
    public static int of(long dwell) {
        int place = Arrays.binarySearch(BOUNDS, dwell);
        return place >= 0 ? place : -place - 1;
    }

    /** The upper bound of a bucket in milliseconds, {@link Long#MAX_VALUE} for the last. */
    public static long bound(int bucket) {
        return bucket < BOUNDS.length ? BOUNDS[bucket] : Long.MAX_VALUE;
    }
}
