package io.journeytracker.query.fleet;

import java.util.List;

/**
 * What one instance answers of one partition.
 *
 * @param active whether the partition is active there; else it is a copy that follows, or was
 * @param publishedAt when totals were published, milliseconds since the epoch; Long.MAX_VALUE: they were read from a store
 * @param clock everything that fell due before is counted; Long.MIN_VALUE: not known
 * @param count how many there are, of which the entries may be the first; {@link #NOT_KEPT}: what is asked for is not kept
 */
public record Share(int partition, boolean active, long publishedAt, long clock, long count, List<Entry> entries) {

    /** The configuration leaves it out. */
    public static final long NOT_KEPT = -1;

    /** As it is stored. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Entry(byte[] key, byte[] value) {}

    /** Of two answers of the same partition the better one: an active one, else the one that has come further. */
    static Share better(Share one, Share other) {
        if (one.active != other.active) {
            return one.active ? one : other;
        }
        return one.clock >= other.clock ? one : other;
    }

    /** The same, from an instance that does not keep the partition any more or does not answer. */
    Share remembered() {
        return new Share(partition, false, publishedAt, clock, count, entries);
    }
}
