package io.journeytracker.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.KeyQuery;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.RangeQuery;
import org.apache.kafka.streams.query.ResultOrder;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;

/**
 * A store that keeps decoded values in heap and writes the changed ones to the store below (and so to its changelog) when
 * they are evicted and at every commit. A customer who is touched twenty times between two commits is encoded once.
 *
 * <p>Kafka Streams calls {@link #flushCache} before it commits and {@link #clearCache} when a standby takes over; that is
 * the contract of its own caching stores, {@link CachedStateStore}, which {@link StateStore#flush} does not give (see
 * docs/decisions/0003-write-behind.md). Reading the store below, as queries do, shows what was committed last.
 *
 * <p>Used by one stream thread, as every store of a task.
 */
public final class WriteBehindStore<K, V> implements StateStore, CachedStateStore<K, V> {

    private final KeyValueStore<Bytes, byte[]> below;
    private final StoreCodec<K, V> codec;
    private final int capacity;
    private final Map<K, Entry<K, V>> entries = new HashMap<>();
    /** The entries in a ring, in which the hand looks for one to give up. */
    private final List<Entry<K, V>> ring = new ArrayList<>();

    private final List<Entry<K, V>> dirty = new ArrayList<>();
    private BiConsumer<K, V> onWrite = (key, value) -> {};
    private int hand;
    private Entry<K, V> last;
    /** By which the last entry was found: the caller's object, not the one that is kept. */
    private K lastKey;

    private static final class Entry<K, V> {
        private final K key;
        private V value;
        private boolean dirty;
        /** Asked for since the hand came by. */
        private boolean used;

        private Entry(K key, V value) {
            this.key = key;
            this.value = value;
        }
    }

    /** @param capacity decoded values in heap at the most; at least 1 */
    WriteBehindStore(KeyValueStore<Bytes, byte[]> below, StoreCodec<K, V> codec, int capacity) {
        this.below = below;
        this.codec = codec;
        this.capacity = capacity;
    }

    /**
     * Something to be done with every changed value as it is written to the store below, within the same transaction; null stands
     * for a deleted one.
     */
    public void onWrite(BiConsumer<K, V> action) {
        onWrite = action;
    }

    /** The value, or null. Who changes it must {@link #put} it. */
    public V get(K key) {
        Entry<K, V> entry = find(key);
        if (entry == null) {
            byte[] bytes = below.get(codec.key(key));
            entry = new Entry<>(key, bytes == null ? null : codec.decode(bytes));
            add(entry);
        }
        return entry.value;
    }

    /** As {@link #get} for a key that is hardly asked for again: that nothing is stored takes no other's place in heap. */
    public V getOnce(K key) {
        Entry<K, V> entry = find(key);
        if (entry == null) {
            byte[] bytes = below.get(codec.key(key));
            if (bytes == null) {
                return null;
            }
            entry = new Entry<>(key, codec.decode(bytes));
            add(entry);
        }
        return entry.value;
    }

    public void put(K key, V value) {
        Entry<K, V> entry = find(key);
        if (entry == null) {
            entry = new Entry<>(key, value);
            add(entry);
        }
        entry.value = value;
        if (!entry.dirty) {
            entry.dirty = true;
            dirty.add(entry);
        }
    }

    public void delete(K key) {
        put(key, null);
    }

    /** All stored values with keys from one (inclusive) to the other (exclusive), in the order of their bytes. */
    public void scan(Bytes from, Bytes to, BiConsumer<Bytes, V> action) {
        flushCache();
        List<KeyValue<Bytes, byte[]>> found = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> range = below.range(from, to)) {
            range.forEachRemaining(found::add);
        }
        for (KeyValue<Bytes, byte[]> item : found) {
            if (item.key.compareTo(to) < 0) {
                action.accept(item.key, codec.decode(item.value));
            }
        }
    }

    /** The first stored key from one (inclusive) to the other (exclusive), in the order of their bytes. */
    public Optional<Bytes> firstKey(Bytes from, Bytes to) {
        flushCache();
        try (KeyValueIterator<Bytes, byte[]> range = below.range(from, to)) {
            return range.hasNext()
                    ? Optional.of(range.next().key).filter(key -> key.compareTo(to) < 0)
                    : Optional.empty();
        }
    }

    /** What is put was mostly asked for just before, by the same object. */
    private Entry<K, V> find(K key) {
        Entry<K, V> entry = key == lastKey ? last : entries.get(key);
        if (entry != null) {
            entry.used = true;
            last = entry;
            lastKey = key;
        }
        return entry;
    }

    /**
     * Where there is no room the place of one that was not asked for since the hand last came by is taken: about the least recently
     * used, and unlike keeping them in that order it writes to none but the entry at hand.
     */
    private void add(Entry<K, V> entry) {
        if (ring.size() < capacity) {
            ring.add(entry);
        } else {
            for (; ring.get(hand).used; hand = (hand + 1) % capacity) {
                ring.get(hand).used = false;
            }
            Entry<K, V> leaves = ring.get(hand);
            write(leaves);
            entries.remove(leaves.key);
            ring.set(hand, entry);
            hand = (hand + 1) % capacity;
        }
        entries.put(entry.key, entry);
        last = entry;
        lastKey = entry.key;
    }

    private void write(Entry<K, V> entry) {
        if (entry.dirty) {
            below.put(codec.key(entry.key), entry.value == null ? null : codec.encode(entry.value));
            entry.dirty = false;
            onWrite.accept(entry.key, entry.value);
        }
    }

    @Override
    public void flushCache() {
        for (Entry<K, V> entry : dirty) {
            write(entry);
        }
        dirty.clear();
    }

    @Override
    public void clearCache() {
        entries.clear();
        ring.clear();
        dirty.clear();
        hand = 0;
        last = null;
        lastKey = null;
    }

    @Override
    public boolean setFlushListener(CacheFlushListener<K, V> listener, boolean sendOldValues) {
        return false;
    }

    @Override
    public String name() {
        return below.name();
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        below.init(context, root);
    }

    @Override
    public void flush() {
        flushCache();
        below.flush();
    }

    @Override
    public void close() {
        clearCache();
        below.close();
    }

    @Override
    public boolean persistent() {
        return below.persistent();
    }

    @Override
    public boolean isOpen() {
        return below.isOpen();
    }

    /**
     * Read as any reader of the store does. Handed down it would lock the store's position first and the store then, and a write
     * the store first and its position then: both might wait for each other for ever (KAFKA-19629, in Kafka up to 4.3).
     */
    @Override
    @SuppressWarnings("unchecked") // What a query asks for is of the type that it says.
    public <R> QueryResult<R> query(Query<R> query, PositionBound bound, QueryConfig config) {
        if (bound.isUnbounded() && query instanceof KeyQuery<?, ?> one) {
            return (QueryResult<R>) QueryResult.forResult(below.get((Bytes) one.getKey()));
        }
        if (bound.isUnbounded()
                && query instanceof RangeQuery<?, ?> range
                && range.resultOrder() != ResultOrder.DESCENDING) {
            Bytes from = (Bytes) range.getLowerBound().orElse(null);
            Bytes to = (Bytes) range.getUpperBound().orElse(null);
            return (QueryResult<R>) QueryResult.forResult(below.range(from, to));
        }
        return QueryResult.forUnknownQueryType(query, this);
    }

    @Override
    public Position getPosition() {
        return below.getPosition();
    }
}
