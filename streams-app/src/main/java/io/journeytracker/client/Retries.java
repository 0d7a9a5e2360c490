package io.journeytracker.client;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before a request is tried again: twice as long each time, with jitter, and as long as the server asks for.
 *
 * @param first before the first time
 * @param most never longer of our own accord
 * @param patience since the first failure of a request, before it is given up
 */
public record Retries(Duration first, Duration most, Duration patience) {

    private static final int DOUBLINGS = 20;

    public Retries {
        if (first.isNegative() || first.isZero() || most.compareTo(first) < 0 || patience.isNegative()) {
            throw new IllegalArgumentException("Waiting first " + first + ", at most " + most + ", for " + patience
                    + ": expected more than nothing, at least as much, and not negative");
        }
    }

    /** Half a second at first, half a minute at most. */
    public static Retries lasting(Duration patience) {
        return new Retries(Duration.ofMillis(500), Duration.ofSeconds(30), patience);
    }

    /**
     * The time to wait.
     *
     * @param failures of this request so far, from 1
     */
    Duration before(int failures, RandomGenerator random) {
        long doubled = first.toMillis() << Math.min(failures - 1, DOUBLINGS);
        long wait = Math.min(doubled, most.toMillis());
        // Between three quarters and all of it, so that many clients do not come back at one moment.
        return Duration.ofMillis(wait - (long) (random.nextDouble() * wait / 4));
    }
}
