package io.journeytracker.journey;

import io.journeytracker.schema.ClockState;
import io.journeytracker.schema.StoredRecords;
import io.journeytracker.store.StoreCodec;
import io.journeytracker.store.WriteBehindStore;
import io.journeytracker.topic.Tick;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;

/**
 * The clock of one partition: the minimum over all source partitions of the highest tick that came through each. It never
 * goes back, is not known until every source has ticked, and survives a restart with the sweep's cursor.
 */
final class PartitionClock {

    static final long UNKNOWN = Long.MIN_VALUE;
    static final String KEY = "clock";

    private final WriteBehindStore<String, ClockState> store;
    private final ClockState state;

    PartitionClock(WriteBehindStore<String, ClockState> store) {
        this.store = store;
        ClockState stored = store.get(KEY);
        this.state = stored != null
                ? stored
                : new ClockState(UNKNOWN, new ArrayList<>(), ByteBuffer.wrap(new byte[0]), UNKNOWN);
    }

    /** Milliseconds since the epoch, or {@link #UNKNOWN}. */
    long time() {
        return state.getClock();
    }

    /** Takes a tick that names its source; true where the clock moved. */
    boolean tick(Tick tick) {
        List<Long> ticks = state.getTicks();
        forgetForeign(ticks, tick.sources());
        while (ticks.size() < tick.sources()) {
            ticks.add(UNKNOWN);
        }
        if (tick.source() < 0 || tick.source() >= ticks.size() || tick.time() <= ticks.get(tick.source())) {
            return false;
        }
        ticks.set(tick.source(), tick.time());
        long earliest = Long.MAX_VALUE;
        for (long each : ticks) {
            earliest = Math.min(earliest, each);
        }
        boolean moved = earliest > state.getClock();
        if (moved) {
            state.setClock(earliest);
        }
        changed();
        return moved;
    }

    /** Sources that never ticked and are none: earlier versions believed a foreign tick that named more than there are. */
    private static void forgetForeign(List<Long> ticks, int sources) {
        for (int last = ticks.size() - 1; last >= sources && ticks.get(last) == UNKNOWN; last--) {
            ticks.remove(last);
        }
    }

    /** Every entry of the deadline index before this key was handled. */
    Bytes cursor() {
        ByteBuffer cursor = state.getCursor();
        byte[] bytes = new byte[cursor.remaining()];
        cursor.duplicate().get(bytes);
        return Bytes.wrap(bytes);
    }

    void cursor(Bytes cursor) {
        state.setCursor(ByteBuffer.wrap(cursor.get()));
        changed();
    }

    long hoursFrom() {
        return state.getHoursFrom();
    }

    void hoursFrom(long time) {
        if (time != state.getHoursFrom()) {
            state.setHoursFrom(time);
            changed();
        }
    }

    private void changed() {
        store.put(KEY, state);
    }

    /** The clock's state as bytes. Used by one thread. */
    static final class Codec implements StoreCodec<String, ClockState> {

        private final StoredRecords<ClockState> records = new StoredRecords<>(ClockState.class);

        @Override
        public Bytes key(String key) {
            return Bytes.wrap(key.getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public byte[] encode(ClockState state) {
            return records.encode(state);
        }

        @Override
        public ClockState decode(byte[] bytes) {
            return records.decode(bytes);
        }
    }
}
