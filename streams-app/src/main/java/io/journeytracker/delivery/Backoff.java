package io.journeytracker.delivery;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** When a failed attempt is followed by the next one, and when there are no more. */
final class Backoff {

    /** A fifth more or less, so that what failed together does not come again together. */
    private static final double JITTER = 0.2;

    /** However short the retries are: a target whose messages have to queue gets so much time. */
    private static final Duration LEAST_PATIENCE = Duration.ofDays(3);

    private static final Duration LONGEST_BUSY = Duration.ofHours(1);

    private Backoff() {}

    /** How long after its acceptance a message is tried for the last time, however few its attempts were: as long as all retries take at the most. */
    static Duration patience(List<Duration> retries) {
        Duration all = retries.stream().reduce(Duration.ZERO, Duration::plus);
        Duration longest = all.plusMillis(Math.round(all.toMillis() * JITTER));
        return longest.compareTo(LEAST_PATIENCE) > 0 ? longest : LEAST_PATIENCE;
    }

    /**
     * How long a message waits for which there was no room at its target. The older, the longer: what has piled up at a target that is too slow for it
     * must not go round and round.
     *
     * @param asked by the sender; zero: at once, since the target was only described anew
     * @param age for how long it was tried
     */
    static Duration busy(Duration asked, Duration age, String id) {
        if (asked.isZero()) {
            return asked;
        }
        Duration quarter = age.dividedBy(4);
        Duration longest = quarter.compareTo(LONGEST_BUSY) > 0 ? LONGEST_BUSY : quarter;
        Duration apart = jittered(longest, id, 0);
        return asked.compareTo(apart) > 0 ? asked : apart;
    }

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
        Duration usual = jittered(retries.get(attempt - 1), id, attempt);
        return Optional.of(after.filter(asked -> asked.compareTo(usual) > 0).orElse(usual));
    }

    private static Duration jittered(Duration usual, String id, int attempt) {
        double chance = (Integer.toUnsignedLong(mixed(id, attempt)) / (double) (1L << 32)) * 2 - 1;
        return Duration.ofMillis(Math.round(usual.toMillis() * (1 + JITTER * chance)));
    }

    private static int mixed(String id, int attempt) {
        return ByteBuffer.wrap(Ids.sha256(id, String.valueOf(attempt))).getInt();
    }
}
