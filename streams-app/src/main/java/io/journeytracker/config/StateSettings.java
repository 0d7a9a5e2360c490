package io.journeytracker.config;

import java.nio.file.Path;

/**
 * Threads and state of one instance.
 *
 * @param threads stream threads
 * @param standbys copies of every store on other instances
 * @param directory where the stores are
 * @param customersInHeap decoded customers over all partitions
 * @param stories whether customers' stories are kept
 * @param blockCacheBytes of RocksDB, for the whole process
 * @param writeBufferBytes of RocksDB, for the whole process, inside the block cache
 */
public record StateSettings(
        int threads,
        int standbys,
        Path directory,
        int customersInHeap,
        boolean stories,
        long blockCacheBytes,
        long writeBufferBytes) {

    private static final int LEAST_A_PARTITION = 1_000;

    /** A customer who is met in a day has a user id, a device or two, and perhaps an address: with fewer in heap most look-ups would read the disk. */
    private static final int IDENTIFIERS_A_CUSTOMER = 4;

    /** @param partitions of touchpoints-by-customer */
    public int customersInHeap(int partitions) {
        return Math.max(LEAST_A_PARTITION, customersInHeap / partitions);
    }

    /** @param partitions of touchpoints-by-customer */
    public int identifiersInHeap(int partitions) {
        return (int) Math.min(Integer.MAX_VALUE, (long) IDENTIFIERS_A_CUSTOMER * customersInHeap(partitions));
    }
}
