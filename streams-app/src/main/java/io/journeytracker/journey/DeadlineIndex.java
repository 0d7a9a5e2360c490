package io.journeytracker.journey;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Who is to be looked at when: keys {@code due (8 bytes, big-endian, sign bit flipped) | customer} in a store that is
 * ordered by key. Re-arming is lazy: an entry that is no longer the customer's is found out when it falls due.
 */
final class DeadlineIndex {

    private static final byte[] PRESENT = {1};

    private final KeyValueStore<Bytes, byte[]> store;

    /** One entry, as it stands in the store. */
    record Entry(Bytes key, long due, Bytes customer) {

        private static Entry of(Bytes key) {
            byte[] bytes = key.get();
            long due = ByteBuffer.wrap(bytes).getLong() ^ Long.MIN_VALUE;
            return new Entry(key, due, Bytes.wrap(Arrays.copyOfRange(bytes, Long.BYTES, bytes.length)));
        }

        /** The smallest key after this one. */
        Bytes next() {
            return Bytes.wrap(Arrays.copyOf(key.get(), key.get().length + 1));
        }
    }

    DeadlineIndex(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /** The first key that an entry due at the time can have. */
    static Bytes from(long due) {
        return key(due, Bytes.EMPTY);
    }

    private static Bytes key(long due, byte[] customer) {
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES + customer.length)
                .putLong(due ^ Long.MIN_VALUE)
                .put(customer)
                .array());
    }

    void put(long due, Bytes customer) {
        store.put(key(due, customer.get()), PRESENT);
    }

    void remove(Entry entry) {
        store.delete(entry.key());
    }

    /**
     * The entries from the cursor (inclusive) that fall due before the time, in order, no more than the limit. The store's iterator
     * is closed before this returns, so what is done with the entries may write.
     */
    List<Entry> dueBefore(Bytes cursor, long time, int limit) {
        Bytes end = from(time);
        List<Entry> due = new ArrayList<>();
        if (cursor.compareTo(end) >= 0) {
            return due;
        }
        try (KeyValueIterator<Bytes, byte[]> range = store.range(cursor, end)) {
            while (due.size() < limit && range.hasNext()) {
                KeyValue<Bytes, byte[]> item = range.next();
                if (item.key.compareTo(end) >= 0) {
                    break;
                }
                due.add(Entry.of(item.key));
            }
        }
        return due;
    }

    /** About how many entries there are, those included that are no longer anybody's. */
    long size() {
        return store.approximateNumEntries();
    }
}
