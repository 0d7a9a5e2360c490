package io.journeytracker.intake.mapping;

import java.util.List;
import java.util.stream.Stream;

/**
 * What is known of one device's clock. All times in milliseconds.
 *
 * <p>Each request brings an estimate of how far the clock is behind: never less than the truth, and more by what the request
 * was on its way. The first one counts as long as the others stay within {@link #STEADY_MILLIS} of it. A much smaller one is
 * nearer to the truth (or the clock was put forward), and takes its place. A much greater one is a request that was long on
 * its way, as after an outage, and changes nothing, unless it says that the clock is right now.
 *
 * <p>When the offset changes, times up to the latest seen keep the old one, and no later one is put before them: so the
 * corrected times of a device are in the order of its own times, however late and in whatever order its requests arrive.
 * Equal ones are told apart by the order of receipt.
 *
 * @param past older offsets, oldest first, with the latest device time that each holds for; the last eight are kept
 * @param estimate the one that counts; {@link #NONE}: there was none yet
 * @param floor no time after the past's is corrected to one before this
 * @param latest device time seen
 */
record DeviceClock(List<Past> past, long estimate, long floor, long latest) {

    /** A clock that seems wrong by no more than this is trusted: most of it is the network. */
    static final long TRUSTED_MILLIS = 30_000;

    /** Estimates that differ by no more than this are of the same clock. */
    static final long STEADY_MILLIS = 60_000;

    private static final long NONE = Long.MIN_VALUE;
    private static final int KEPT = 8;

    static final DeviceClock UNKNOWN = new DeviceClock(List.of(), NONE, NONE, NONE);

    /** An offset that held for device times up to {@code until}. */
    record Past(long until, long offset, long floor) {

        long corrected(long time) {
            return Math.max(time + offset, floor);
        }
    }

    DeviceClock estimated(long behind) {
        if (estimate == NONE && latest == NONE) {
            return new DeviceClock(past, behind, floor, latest);
        }
        long counts = estimate == NONE ? 0 : estimate;
        boolean nearer = behind < counts - STEADY_MILLIS;
        boolean rightNow = behind > counts + STEADY_MILLIS && Math.abs(behind) <= TRUSTED_MILLIS;
        // Messages without a time of sending came first: their device was trusted, until there is reason not to.
        boolean first = estimate == NONE && Math.abs(behind) > TRUSTED_MILLIS;
        if (!nearer && !rightNow && !first) {
            return estimate == NONE ? new DeviceClock(past, behind, floor, latest) : this;
        }
        if (latest == NONE) {
            return new DeviceClock(past, behind, floor, latest);
        }
        Past current = new Past(latest, offset(), floor);
        return new DeviceClock(
                Stream.concat(past.stream(), Stream.of(current))
                        .skip(Math.max(0, past.size() + 1 - KEPT))
                        .toList(),
                behind,
                current.corrected(latest),
                latest);
    }

    DeviceClock seen(long time) {
        return time <= latest ? this : new DeviceClock(past, estimate, floor, time);
    }

    long corrected(long time) {
        for (Past older : past) {
            if (time <= older.until()) {
                return older.corrected(time);
            }
        }
        return Math.max(time + offset(), floor);
    }

    private long offset() {
        return estimate == NONE || Math.abs(estimate) <= TRUSTED_MILLIS ? 0 : estimate;
    }
}
