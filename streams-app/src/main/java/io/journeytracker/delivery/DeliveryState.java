package io.journeytracker.delivery;

import io.journeytracker.schema.AlertBatch;
import io.journeytracker.schema.AlertDelivery;
import io.journeytracker.schema.FollowedAlert;
import io.journeytracker.schema.StoredRecords;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What one task remembers of its subscriptions, in one store: each kind of entry under a letter of its own. Parts of keys are separated by a zero byte,
 * which ids and customers do not have. Used by one thread.
 *
 * <p>Timers are entries ordered by due time. They are found from a cursor on that is kept in the store too, because looking for the first entry
 * behind many deleted ones takes long.
 */
final class DeliveryState {

    private static final char FOLLOWED = 'f';
    private static final char DELIVERY = 'd';
    private static final char BATCH = 'b';
    private static final char COOL_DOWN = 'c';
    private static final char DISABLED = 'x';
    private static final char SILENCED = 's';
    private static final char HEARTBEAT = 'h';
    private static final char TIMER = 't';
    private static final Bytes CURSOR = Bytes.wrap(new byte[] {'k'});
    private static final int TIMER_PREFIX = 1 + Long.BYTES;

    private final KeyValueStore<Bytes, byte[]> store;
    private final StoredRecords<FollowedAlert> followed = new StoredRecords<>(FollowedAlert.class);
    private final StoredRecords<AlertDelivery> deliveries = new StoredRecords<>(AlertDelivery.class);
    private final StoredRecords<AlertBatch> batches = new StoredRecords<>(AlertBatch.class);
    private long cursor;

    /** Something that is to be looked at: what it is about, by {@link Timer}. */
    record Due(long time, Timer timer, String key) {}

    /** What timers are for. */
    enum Timer {
        BATCH,
        RETRY,
        ESCALATE,
        REPEAT,
        EXPIRE,
        COOLED,
        SILENCED
    }

    DeliveryState(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
        byte[] kept = store.get(CURSOR);
        this.cursor = kept == null ? 0 : ByteBuffer.wrap(kept).getLong();
    }

    static String key(String... parts) {
        return String.join("\0", parts);
    }

    static String[] parts(String key) {
        return key.split("\0", -1);
    }

    private static Bytes key(char kind, String key) {
        return Bytes.wrap((kind + key).getBytes(StandardCharsets.UTF_8));
    }

    private <T extends SpecificRecord> Optional<T> get(char kind, String key, StoredRecords<T> records) {
        return Optional.ofNullable(store.get(key(kind, key))).map(records::decode);
    }

    private <T extends SpecificRecord> void put(char kind, String key, StoredRecords<T> records, T value) {
        store.put(key(kind, key), records.encode(value));
    }

    // ---- alerts that are followed, by alert and subscription -------------------------------------------------------

    static String followedKey(String alert, String subscription) {
        return key(alert, subscription);
    }

    Optional<FollowedAlert> followed(String key) {
        return get(FOLLOWED, key, followed);
    }

    void follow(String key, FollowedAlert alert) {
        put(FOLLOWED, key, followed, alert);
    }

    void unfollow(String key) {
        store.delete(key(FOLLOWED, key));
    }

    /** The keys of those that follow an alert. */
    List<String> followers(String alert) {
        return keys(FOLLOWED, alert);
    }

    private List<String> keys(char kind, String alert) {
        List<String> keys = new ArrayList<>();
        Bytes from = key(kind, key(alert, ""));
        Bytes to = key(kind, alert + '\1');
        try (KeyValueIterator<Bytes, byte[]> range = store.range(from, to)) {
            range.forEachRemaining(entry -> keys.add(text(entry.key.get(), 1)));
        }
        return keys;
    }

    // ---- alerts that a silence keeps from being told, by alert and subscription ------------------------------------

    /**
     * One that is looked at again later.
     *
     * @param at when, in milliseconds since the epoch
     * @param alert as it was raised
     */
    record Silenced(long at, ByteBuffer alert) {}

    Optional<Silenced> silenced(String key) {
        return Optional.ofNullable(store.get(key(SILENCED, key))).map(bytes -> {
            ByteBuffer all = ByteBuffer.wrap(bytes);
            return new Silenced(all.getLong(), ByteBuffer.wrap(Arrays.copyOfRange(bytes, Long.BYTES, bytes.length)));
        });
    }

    void silence(String key, long at, ByteBuffer alert) {
        byte[] bytes = alert.array();
        long time = timer(at, Timer.SILENCED, key);
        store.put(
                key(SILENCED, key),
                ByteBuffer.allocate(Long.BYTES + bytes.length)
                        .putLong(time)
                        .put(bytes)
                        .array());
    }

    void forgetSilenced(String key) {
        store.delete(key(SILENCED, key));
    }

    /** The keys of those that an alert would have been told to. */
    List<String> silencedFor(String alert) {
        return keys(SILENCED, alert);
    }

    // ---- deliveries ------------------------------------------------------------------------------------------------

    Optional<AlertDelivery> delivery(String id) {
        return get(DELIVERY, id, deliveries);
    }

    void put(AlertDelivery delivery) {
        put(DELIVERY, delivery.getId(), deliveries, delivery);
    }

    void delete(AlertDelivery delivery) {
        store.delete(key(DELIVERY, delivery.getId()));
    }

    // ---- batches ---------------------------------------------------------------------------------------------------

    Optional<AlertBatch> batch(String key) {
        return get(BATCH, key, batches);
    }

    void put(String key, AlertBatch batch) {
        put(BATCH, key, batches, batch);
    }

    void deleteBatch(String key) {
        store.delete(key(BATCH, key));
    }

    // ---- cool-downs and disabled targets ---------------------------------------------------------------------------

    boolean isCoolingDown(String key, long now) {
        byte[] until = store.get(key(COOL_DOWN, key));
        return until != null && ByteBuffer.wrap(until).getLong() > now;
    }

    /** @param alert with which it begins */
    void coolDown(String key, long until, String alert) {
        byte[] id = alert.getBytes(StandardCharsets.UTF_8);
        store.put(
                key(COOL_DOWN, key),
                ByteBuffer.allocate(Long.BYTES + id.length)
                        .putLong(until)
                        .put(id)
                        .array());
        timer(until, Timer.COOLED, key);
    }

    /** Ends the one that began with an alert, if there is one. */
    void endCoolDown(String key, String alert) {
        byte[] known = store.get(key(COOL_DOWN, key));
        if (known != null && text(known, Long.BYTES).equals(alert)) {
            store.delete(key(COOL_DOWN, key));
        }
    }

    void cooled(String key, long now) {
        if (!isCoolingDown(key, now)) {
            store.delete(key(COOL_DOWN, key));
        }
    }

    /** @param definition of the target when it was disabled; another one enables it */
    void disable(String key, String definition) {
        store.put(key(DISABLED, key), definition.getBytes(StandardCharsets.UTF_8));
    }

    boolean isDisabled(String key, String definition) {
        byte[] then = store.get(key(DISABLED, key));
        if (then == null) {
            return false;
        }
        if (text(then, 0).equals(definition)) {
            return true;
        }
        store.delete(key(DISABLED, key));
        return false;
    }

    // ---- heartbeats ------------------------------------------------------------------------------------------------

    /** Notes a subscription's heartbeat; false where it was told, or a later one. */
    boolean beats(String subscription, long begin) {
        Bytes key = key(HEARTBEAT, subscription);
        byte[] last = store.get(key);
        if (last != null && ByteBuffer.wrap(last).getLong() >= begin) {
            return false;
        }
        store.put(key, ByteBuffer.allocate(Long.BYTES).putLong(begin).array());
        return true;
    }

    // ---- timers ----------------------------------------------------------------------------------------------------

    /**
     * One that has passed already is due at once.
     *
     * @return for when it is set
     */
    long timer(long time, Timer timer, String key) {
        long at = Math.max(time, cursor);
        store.put(timerKey(new Due(at, timer, key)), new byte[0]);
        return at;
    }

    private static Bytes timerKey(Due due) {
        byte[] key = due.key().getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(TIMER_PREFIX + 1 + key.length)
                .put((byte) TIMER)
                .putLong(due.time())
                .put((byte) due.timer().ordinal())
                .put(key)
                .array());
    }

    /** When the first timer is due. */
    OptionalLong next() {
        return range(Long.MAX_VALUE, 1).stream().mapToLong(Due::time).findFirst();
    }

    /** Takes the first timers that are due, so many at the most. */
    List<Due> take(long now, int most) {
        List<Due> due = range(now, most);
        due.forEach(each -> store.delete(timerKey(each)));
        if (!due.isEmpty()) {
            cursor = due.get(due.size() - 1).time();
            store.put(CURSOR, ByteBuffer.allocate(Long.BYTES).putLong(cursor).array());
        }
        return due;
    }

    private List<Due> range(long until, int most) {
        List<Due> found = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> range =
                store.range(bound(cursor), bound(until == Long.MAX_VALUE ? until : until + 1))) {
            while (found.size() < most && range.hasNext()) {
                ByteBuffer key = ByteBuffer.wrap(range.next().key.get());
                key.get();
                long time = key.getLong();
                Timer timer = Timer.values()[key.get()];
                found.add(new Due(time, timer, text(key.array(), key.position())));
            }
        }
        return found;
    }

    /** Below every timer of that millisecond. */
    private static Bytes bound(long time) {
        return Bytes.wrap(ByteBuffer.allocate(TIMER_PREFIX)
                .put((byte) TIMER)
                .putLong(time)
                .array());
    }

    private static String text(byte[] bytes, int from) {
        return new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
    }
}
