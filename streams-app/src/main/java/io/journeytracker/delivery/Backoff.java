package io.journeytracker.delivery;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** When a failed attempt is followed by the next one. */
final class Backoff {

    /** A fifth more or less, so that what failed together does not come again together. */
    private static final double JITTER = 0.2;

    private Backoff() {}

    /**
     * @param attempt that failed, from 1
     * @param after what the other side asked for; the longer one counts
     * @param id of the message: the same message waits equally long however often it is asked
     * @return empty: that was the last one
     */
    static Optional<Duration> after(List<Duration> retries, int attempt, Optional<Duration> after, String id) {
        if (attempt > retries.size()) {
            return Optional.empty();
        }
        double chance = (Integer.toUnsignedLong(mixed(id, attempt)) / (double) (1L << 32)) * 2 - 1;
        Duration usual = Duration.ofMillis(Math.round(retries.get(attempt - 1).toMillis() * (1 + JITTER * chance)));
        return Optional.of(after.filter(asked -> asked.compareTo(usual) > 0).orElse(usual));
    }

    private static int mixed(String id, int attempt) {
        return ByteBuffer.wrap(Ids.sha256(id, String.valueOf(attempt))).getInt();
    }
}
