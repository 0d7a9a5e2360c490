package io.journeytracker.intake.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.LongSupplier;

/** A token bucket for everyone who sends; those who are quiet are forgotten, with their bucket full by then. Thread-safe. */
final class RateLimiter<K> {

    private static final int MOST = 100_000;
    private static final Duration FORGET = Duration.ofMinutes(10);
    private static final double SECOND = 1e9;

    private final LongSupplier nanoTime;
    private final boolean debts;
    private final Cache<K, Bucket> buckets =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(FORGET).build();

    /**
     * @param nanoTime as {@link System#nanoTime()}
     * @param debts whether one who asks for more than a whole burst pays for all of it; else the bucket is just empty then
     */
    RateLimiter(LongSupplier nanoTime, boolean debts) {
        this.nanoTime = nanoTime;
        this.debts = debts;
    }

    /**
     * Takes so many, or none of them. One who asks for more than a whole burst gets it when the bucket is full.
     *
     * @return 0: taken; else the seconds after which it can be
     */
    int take(K who, double perSecond, double burst, int count) {
        return bucket(who, burst).take(perSecond, burst, count, nanoTime.getAsLong(), debts);
    }

    /** Gives back what was taken; less than 0: takes what cannot be refused any more, as a debt. */
    void giveBack(K who, double burst, int count) {
        bucket(who, burst).giveBack(burst, count);
    }

    private Bucket bucket(K who, double burst) {
        return buckets.get(who, any -> new Bucket(burst, nanoTime.getAsLong()));
    }

    private static final class Bucket {

        private double tokens;
        private long filled;

        Bucket(double tokens, long now) {
            this.tokens = tokens;
            this.filled = now;
        }

        synchronized int take(double perSecond, double burst, int count, long now, boolean debts) {
            tokens = Math.min(burst, tokens + Math.max(0, now - filled) / SECOND * perSecond);
            filled = now;
            double needed = Math.min(count, burst);
            if (tokens >= needed) {
                tokens -= debts ? count : needed;
                return 0;
            }
            return (int) Math.min(Integer.MAX_VALUE, Math.ceil((needed - tokens) / perSecond));
        }

        synchronized void giveBack(double burst, int count) {
            tokens = Math.min(burst, tokens + count);
        }
    }
}
