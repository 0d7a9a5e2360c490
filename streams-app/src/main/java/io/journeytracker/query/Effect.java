package io.journeytracker.query;

import java.util.Optional;

/**
 * How much more often visits with something in them led on than visits without it: the difference of two shares, -1 to 1, with a 95 %
 * interval. Two groups that differ in this may differ in much else: it says that both go together, not that one makes the other.
 *
 * <p>The interval is method 10 of R. G. Newcombe, "Interval estimation for the difference between independent proportions: comparison
 * of eleven methods", Statistics in Medicine 17 (1998), 873-890, out of E. B. Wilson's score intervals of the two shares ("Probable
 * inference, the law of succession, and statistical inference", JASA 22 (1927), 209-212).
 *
 * @param low lower end of the interval
 * @param high upper end
 */
record Effect(double difference, double low, double high) {

    /**
     * With fewer visits in either group nothing is said. Visits and not customers: a cell knows how many visits it counts and not whose they are, see
     * docs/decisions/0016-what-was-in-a-visit.md.
     */
    static final int TOO_FEW = 30;

    private static final double Z95 = 1.959963984540054;

    /** Empty: too few. */
    static Optional<Effect> of(long with, long ofWith, long without, long ofWithout) {
        // Visits that ended before they were counted this way are taken back all the same.
        boolean counted = with >= 0 && with <= ofWith && without >= 0 && without <= ofWithout;
        return !counted || ofWith < TOO_FEW || ofWithout < TOO_FEW
                ? Optional.empty()
                : Optional.of(between(with, ofWith, without, ofWithout));
    }

    static Effect between(long hits, long all, long otherHits, long otherAll) {
        double share = (double) hits / all;
        double other = (double) otherHits / otherAll;
        double difference = share - other;
        double down = Math.hypot(share - wilson(share, all, -1), wilson(other, otherAll, 1) - other);
        double up = Math.hypot(wilson(share, all, 1) - share, other - wilson(other, otherAll, -1));
        return new Effect(difference, difference - down, difference + up);
    }

    /** An end of Wilson's interval, the lower one for side -1, the upper one for 1. */
    private static double wilson(double share, long all, int side) {
        double square = Z95 * Z95;
        double spread = Z95 * Math.sqrt(square + 4 * all * share * (1 - share));
        return (2 * all * share + square + side * spread) / (2 * (all + square));
    }
}
