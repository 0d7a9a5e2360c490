package io.journeytracker.log.sort;

import io.journeytracker.log.LogRow;

/**
 * Sorts rows by time, stably. A radix sort on the times alone (least significant digit first): comparing would follow two
 * pointers into cold memory for every comparison, which takes as long as reading the log.
 */
final class TimeSort {

    private static final int BITS = 11;
    private static final int MASK = (1 << BITS) - 1;

    private TimeSort() {}

    /** Sorts the first {@code size} rows. */
    static void sort(LogRow[] rows, int size) {
        long[] keys = new long[size];
        long from = Long.MAX_VALUE;
        long to = Long.MIN_VALUE;
        for (int i = 0; i < size; i++) {
            keys[i] = rows[i].time();
            from = Math.min(from, keys[i]);
            to = Math.max(to, keys[i]);
        }
        int[] places = new int[size];
        for (int i = 0; i < size; i++) {
            keys[i] -= from;
            places[i] = i;
        }
        int[] sorted = order(keys, places, size == 0 ? 0 : to - from);
        LogRow[] unsorted = rows.clone();
        for (int i = 0; i < size; i++) {
            rows[i] = unsorted[sorted[i]];
        }
    }

    private static int[] order(long[] firstKeys, int[] firstPlaces, long largest) {
        long[] keys = firstKeys;
        int[] places = firstPlaces;
        long[] nextKeys = new long[keys.length];
        int[] nextPlaces = new int[keys.length];
        for (int shift = 0; shift < Long.SIZE && largest >>> shift != 0; shift += BITS) {
            int[] starts = new int[MASK + 2];
            for (long key : keys) {
                starts[(int) (key >>> shift & MASK) + 1]++;
            }
            for (int digit = 0; digit < MASK; digit++) {
                starts[digit + 1] += starts[digit];
            }
            for (int i = 0; i < keys.length; i++) {
                int at = starts[(int) (keys[i] >>> shift & MASK)]++;
                nextKeys[at] = keys[i];
                nextPlaces[at] = places[i];
            }
            long[] spentKeys = keys;
            keys = nextKeys;
            nextKeys = spentKeys;
            int[] spentPlaces = places;
            places = nextPlaces;
            nextPlaces = spentPlaces;
        }
        return places;
    }
}
