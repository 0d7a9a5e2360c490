package io.journeytracker.simulator;

import java.time.Duration;

/**
 * When payments fail: again and again, in the live part only, so that the history shows the shop as it should be.
 *
 * @param first from the start of the live part to the start of the first outage, not negative
 * @param every from the start of one outage to the start of the next, longer than {@code lasting}
 * @param lasting how long an outage takes; zero: there are none
 */
public record Outages(Duration first, Duration every, Duration lasting) {

    public Outages {
        if (first.isNegative() || lasting.isNegative() || every.compareTo(lasting) <= 0) {
            throw new IllegalArgumentException("Outages first after " + first + ", every " + every + ", lasting "
                    + lasting + ": expected first and lasting not negative, and every longer than lasting");
        }
    }

    /** One minute in five, the first after a minute. */
    public static Outages usual() {
        return new Outages(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(1));
    }

    /** Whether payments fail at {@code time}; both in milliseconds since the epoch. */
    boolean at(long time, long liveStart) {
        long since = time - liveStart - first.toMillis();
        return since >= 0 && since % every.toMillis() < lasting.toMillis();
    }
}
