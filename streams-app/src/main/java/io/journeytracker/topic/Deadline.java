package io.journeytracker.topic;

import java.time.Duration;

/**
 * When somebody is to be answered, whatever has to be waited for until then: what comes after another takes what that one has left.
 *
 * @param at as {@link System#nanoTime} tells time
 */
public record Deadline(long at) {

    public static Deadline in(Duration patience) {
        return new Deadline(System.nanoTime() + patience.toNanos());
    }

    /** Zero where it has passed. */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, at - System.nanoTime()));
    }

    public boolean passed() {
        return at - System.nanoTime() <= 0;
    }
}
