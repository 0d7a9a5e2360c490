package io.journeytracker.intake.http;

import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * How much of what is refused is kept as dead letters: enough to see a mistake and to send again what it spoiled, too little to
 * fill a disk with a key that anybody can read off a page. Thread-safe.
 */
final class LetterAllowance {

    /** Of each source, in a minute, and at once after a pause. */
    static final int BYTES_A_MINUTE = 4 << 20;

    /** Of requests that no known key came with: all of them together, and each of at most {@link Limits#EVENT_BYTES}. */
    static final int UNVOUCHED_A_MINUTE = 10;

    private static final double SECONDS = 60;
    private static final String UNVOUCHED = "";

    private final RateLimiter<String> bytes;
    private final RateLimiter<String> unvouched;

    /** @param nanoTime as {@link System#nanoTime()} */
    LetterAllowance(LongSupplier nanoTime) {
        bytes = new RateLimiter<>(nanoTime, true);
        unvouched = new RateLimiter<>(nanoTime, false);
    }

    /**
     * The body to keep; empty: enough was kept in this minute.
     *
     * @param source its name
     * @param body not made where it is not kept
     */
    Optional<byte[]> take(String source, Supplier<byte[]> body) {
        if (bytes.take(source, BYTES_A_MINUTE / SECONDS, BYTES_A_MINUTE, 1) > 0) {
            return Optional.empty();
        }
        byte[] kept = body.get();
        bytes.giveBack(source, BYTES_A_MINUTE, -kept.length);
        return Optional.of(kept);
    }

    /** Whether what nobody vouches for is kept. */
    boolean takeUnvouched(int length) {
        return length <= Limits.EVENT_BYTES
                && unvouched.take(UNVOUCHED, UNVOUCHED_A_MINUTE / SECONDS, UNVOUCHED_A_MINUTE, 1) == 0;
    }
}
