package io.journeytracker.replay.proposal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Counts gaps by round durations, so that a quantile of millions of them takes no memory. */
final class CommonGap {

    /**
     * Durations that people set a clock to, as the map language writes them. None is shorter than the half hour after which
     * a visit to a website is commonly taken to be over: pauses within a visit are no stalls.
     */
    private static final List<String> ROUND = List.of(
            "30m", "1h", "2h", "4h", "8h", "12h", "1d", "2d", "3d", "5d", "7d", "14d", "30d", "60d", "90d", "180d",
            "365d");

    private static final long[] MILLIS = ROUND.stream()
            .mapToLong(text -> Duration.parse(text.endsWith("d") ? "P" + text : "PT" + text)
                    .toMillis())
            .toArray();

    private final long[] counts = new long[MILLIS.length];
    private long total;

    void add(long millis) {
        int at = 0;
        while (at < MILLIS.length - 1 && MILLIS[at] < millis) {
            at++;
        }
        counts[at]++;
        total++;
    }

    void add(CommonGap other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
        total += other.total;
    }

    /** The round duration that nine of ten gaps do not exceed; empty where there are no gaps. */
    Optional<String> ninth() {
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (total > 0 && seen * 10 >= total * 9) {
                return Optional.of(ROUND.get(i));
            }
        }
        return Optional.empty();
    }
}
