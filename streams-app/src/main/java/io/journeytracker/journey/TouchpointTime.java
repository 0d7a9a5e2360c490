package io.journeytracker.journey;

import io.journeytracker.failure.DeadReason;
import io.journeytracker.failure.UnusableRecordException;
import java.time.Duration;
import java.time.Instant;

/** The event time by which a touchpoint counts. Pure rules, milliseconds since the epoch. */
final class TouchpointTime {

    /** A device's clock may be this far ahead of ours. */
    static final long AHEAD_MILLIS = Duration.ofMinutes(5).toMillis();

    private static final long EARLIEST = Instant.parse("1900-01-01T00:00:00Z").toEpochMilli();
    private static final long LATEST = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

    private TouchpointTime() {}

    /**
     * The device's time, or the time of receipt where the device's is further ahead of it than a clock can be. Never the
     * time of processing, so that reading the same record again gives the same time.
     *
     * @throws UnusableRecordException outside the years 1900 to 9999
     */
    static long effective(long deviceTime, long receivedAt) throws UnusableRecordException {
        if (deviceTime < EARLIEST || deviceTime > LATEST) {
            throw new UnusableRecordException(
                    DeadReason.IMPOSSIBLE_TIME,
                    "time is " + deviceTime + ", expected milliseconds since the epoch in the years 1900 to 9999");
        }
        if (receivedAt < EARLIEST || receivedAt > LATEST) {
            throw new UnusableRecordException(
                    DeadReason.IMPOSSIBLE_TIME,
                    "receivedAt is " + receivedAt
                            + ", expected milliseconds since the epoch in the years 1900 to 9999");
        }
        return clamped(deviceTime, receivedAt) ? receivedAt : deviceTime;
    }

    static boolean clamped(long deviceTime, long receivedAt) {
        return deviceTime > receivedAt + AHEAD_MILLIS;
    }
}
