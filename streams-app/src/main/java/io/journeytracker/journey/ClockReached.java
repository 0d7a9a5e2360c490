package io.journeytracker.journey;

import io.journeytracker.schema.ClockState;
import org.apache.kafka.common.utils.Bytes;

/**
 * Reads the store {@link JourneyTopology#CLOCK} and its changelog. Since it is written in the transaction of what the clock
 * brought about, who reads that a partition came so far can read all that was told before. One thread.
 */
public final class ClockReached {

    private final PartitionClock.Codec codec = new PartitionClock.Codec();

    /** Name of the changelog topic of an application. */
    public static String topic(String applicationId) {
        return applicationId + "-" + JourneyTopology.CLOCK + "-changelog";
    }

    /** The key of the store's only value. */
    public static Bytes key() {
        return new PartitionClock.Codec().key(PartitionClock.KEY);
    }

    /** The clock in milliseconds since the epoch; {@link MapPart#NO_CLOCK}: not known yet. */
    public long clock(byte[] storedValue) {
        return codec.decode(storedValue).getClock();
    }

    /** True where everything that fell due before the time was handled. */
    public boolean handledBefore(byte[] changelogValue, long time) {
        ClockState state = codec.decode(changelogValue);
        byte[] cursor = new byte[state.getCursor().remaining()];
        state.getCursor().duplicate().get(cursor);
        return state.getClock() >= time && Bytes.wrap(cursor).compareTo(DeadlineIndex.from(time)) >= 0;
    }
}
