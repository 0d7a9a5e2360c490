package io.journeytracker.store;

import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * The memory outside the heap of all RocksDB stores of a process: one block cache, and write buffers that are taken from it,
 * so that its size is the bound whatever the number of stores. To be closed after the stores.
 */
public final class RocksDbMemory implements AutoCloseable {

    private static final int SHARDS_AS_ROCKSDB_CHOOSES = -1;
    private static final double FOR_INDEXES = 0.1;

    private final Cache cache;
    private final WriteBufferManager writeBuffers;

    /** @param writeBufferBytes part of {@code cacheBytes} */
    public RocksDbMemory(long cacheBytes, long writeBufferBytes) {
        RocksDB.loadLibrary();
        cache = new LRUCache(cacheBytes, SHARDS_AS_ROCKSDB_CHOOSES, false, FOR_INDEXES);
        writeBuffers = new WriteBufferManager(writeBufferBytes, cache);
    }

    Cache cache() {
        return cache;
    }

    WriteBufferManager writeBuffers() {
        return writeBuffers;
    }

    /** Bytes in use now, write buffers included; 0 once it is closed. */
    public synchronized long used() {
        return cache.isOwningHandle() ? cache.getUsage() : 0;
    }

    @Override
    public synchronized void close() {
        writeBuffers.close();
        cache.close();
    }
}
