package io.journeytracker.topic;

import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Header;

/**
 * Time, travelling in band: a promise that what was written to a partition before it happened before {@code time},
 * so far as its writer can know.
 *
 * @param time milliseconds since the epoch, or {@link #NO_TIME}
 * @param sources number of partitions of the topic on which ticks are written
 * @param source the partition of that topic which the tick passed through, -1: none yet
 */
public record Tick(long time, int sources, int source) {

    /** Says nothing: written to see whether it can be. */
    public static final long NO_TIME = Long.MIN_VALUE;

    private static final int BYTES = Long.BYTES + 2 * Integer.BYTES;

    /** @throws IllegalArgumentException if the header's value is not a tick */
    public static Tick read(Header header) {
        byte[] value = header.value();
        if (value == null || value.length != BYTES) {
            throw new IllegalArgumentException("a tick has " + BYTES + " bytes, this one "
                    + (value == null ? "none" : String.valueOf(value.length)));
        }
        ByteBuffer buffer = ByteBuffer.wrap(value);
        return new Tick(buffer.getLong(), buffer.getInt(), buffer.getInt());
    }

    public byte[] bytes() {
        return ByteBuffer.allocate(BYTES)
                .putLong(time)
                .putInt(sources)
                .putInt(source)
                .array();
    }

    public Tick from(int partition) {
        return new Tick(time, sources, partition);
    }
}
