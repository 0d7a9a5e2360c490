package io.journeytracker.journey;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;

/**
 * One cell of the partial map: a journey version's stage and persona (indices; -1: none, other) in one bucket of time. As
 * bytes the totals come first, then days, then hours, each by time, then the events that no rule names, and at last cohorts by week.
 *
 * @param bucket start of the hour, day or week in milliseconds since the epoch; of totals 0
 */
public record CellKey(Span span, long bucket, String journey, int version, int stage, int persona) {

    /** How much time a cell counts. */
    public enum Span {
        TOTAL,
        DAY,
        HOUR,
        /** No span: which events came that the journey version does not name. Of stage and persona -1. */
        UNNAMED,
        /** No span either: customers by the week of their first touchpoint, the bucket. Of version 0, stage and persona -1. */
        COHORT
    }

    public static final long HOUR_MILLIS = 3_600_000;
    public static final long DAY_MILLIS = 24 * HOUR_MILLIS;
    private static final int FIXED_BYTES = 1 + Long.BYTES + 3 * Integer.BYTES;

    static CellKey total(String journey, int version, int stage, int persona) {
        return new CellKey(Span.TOTAL, 0, journey, version, stage, persona);
    }

    static CellKey unnamed(String journey, int version) {
        return new CellKey(Span.UNNAMED, 0, journey, version, -1, -1);
    }

    static CellKey cohort(String journey, long weekBegins) {
        return new CellKey(Span.COHORT, weekBegins, journey, 0, -1, -1);
    }

    /** The first key of the span's cells that began at or after the time. */
    public static Bytes from(Span span, long time) {
        return Bytes.wrap(ByteBuffer.allocate(1 + Long.BYTES)
                .put((byte) span.ordinal())
                .putLong(time ^ Long.MIN_VALUE)
                .array());
    }

    Bytes bytes() {
        byte[] id = journey.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(FIXED_BYTES + id.length)
                .put((byte) span.ordinal())
                .putLong(bucket ^ Long.MIN_VALUE)
                .putInt(version)
                .putInt(stage + 1)
                .putInt(persona + 1)
                .put(id)
                .array());
    }

    public static CellKey read(Bytes bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes.get());
        Span span = Span.values()[buffer.get()];
        long bucket = buffer.getLong() ^ Long.MIN_VALUE;
        int version = buffer.getInt();
        int stage = buffer.getInt() - 1;
        int persona = buffer.getInt() - 1;
        String journey = StandardCharsets.UTF_8.decode(buffer).toString();
        return new CellKey(span, bucket, journey, version, stage, persona);
    }
}
