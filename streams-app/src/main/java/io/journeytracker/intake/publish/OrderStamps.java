package io.journeytracker.intake.publish;

/**
 * Order stamps: microseconds since the epoch, made unique and increasing within the instance. Messages of one request get
 * consecutive ones, a later request gets later ones. Among instances the order is that of their clocks. Thread-safe.
 */
public final class OrderStamps {

    private static final long MICROS = 1_000;

    private long free;

    /**
     * The first of {@code count} consecutive stamps.
     *
     * @param receivedAt milliseconds since the epoch
     */
    public synchronized long take(long receivedAt, int count) {
        long first = Math.max(free, receivedAt * MICROS);
        free = first + count;
        return first;
    }
}
