package io.journeytracker.testing;

import java.time.Duration;

/**
 * Bounds of time that the application promises, as tests may hold it to them: to the letter where test classes run one by one
 * ({@code -Plong}); with room where others keep the processors busy, which says nothing of the application.
 */
public final class Promised {

    private static final Duration ROOM = Duration.ofSeconds(10);

    private Promised() {}

    /** How long what is promised may take in this build. */
    public static Duration within(Duration promise) {
        return Sizes.full() ? promise : promise.plus(ROOM);
    }

    /** As {@link #within(Duration)}, of so many milliseconds. */
    public static long millis(long promise) {
        return within(Duration.ofMillis(promise)).toMillis();
    }
}
