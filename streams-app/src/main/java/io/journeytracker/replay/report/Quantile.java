package io.journeytracker.replay.report;

import java.math.BigDecimal;

/** Quantiles with linear interpolation between order statistics (type 7 of Hyndman and Fan), computed exactly. */
public final class Quantile {

    private Quantile() {}

    /**
     * The value at position {@code percent / 100 * (n - 1)} of the sorted durations.
     *
     * @param sorted milliseconds, ascending
     * @return seconds, without trailing zeros; null where there are no durations
     */
    public static BigDecimal seconds(long[] sorted, int percent) {
        if (sorted.length == 0) {
            return null;
        }
        long position = (long) percent * (sorted.length - 1);
        int below = (int) (position / 100);
        int above = Math.min(below + 1, sorted.length - 1);
        BigDecimal step = BigDecimal.valueOf(sorted[above] - sorted[below]);
        return BigDecimal.valueOf(sorted[below])
                .add(step.multiply(BigDecimal.valueOf(position % 100)).movePointLeft(2))
                .movePointLeft(3)
                .stripTrailingZeros();
    }
}
