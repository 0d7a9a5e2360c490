package io.journeytracker.engine;

/** Calendar weeks, from Monday to Sunday in UTC; 0 is the one of 1 January 1970. */
public final class Weeks {

    /** Customers are followed for so many weeks, the one of their first touchpoint included. */
    public static final int FOLLOWED = 8;

    private static final long DAY_MILLIS = 24 * 3_600_000L;
    private static final long WEEK_MILLIS = 7 * DAY_MILLIS;
    /** 1 January 1970 was a Thursday. */
    private static final long SINCE_MONDAY = 3 * DAY_MILLIS;

    /** Of customers who were there before weeks were kept. */
    private static final int UNKNOWN = Integer.MIN_VALUE;

    private Weeks() {}

    /** @param time in milliseconds since the epoch */
    public static int of(long time) {
        return (int) Math.floorDiv(time + SINCE_MONDAY, WEEK_MILLIS);
    }

    /** When the week begins, in milliseconds since the epoch. */
    public static long begin(int week) {
        return week * WEEK_MILLIS - SINCE_MONDAY;
    }

    /**
     * Notes that there was a touchpoint.
     *
     * @param first it is the customer's first
     * @return how many weeks after the first one, if it is the first in its week and that week is followed; else -1
     */
    static int mark(Standing s, long time, boolean first) {
        // Also where all that the customer did is in the tail still: none of it was counted when it came.
        if (s.firstWeek == UNKNOWN) {
            return -1;
        }
        int week = of(time);
        if (first) {
            s.firstWeek = week;
            s.weeks = 0;
        }
        int after = week - s.firstWeek;
        if (after >= FOLLOWED || (s.weeks >>> after & 1) != 0) {
            return -1;
        }
        s.weeks |= 1 << after;
        return after;
    }

    /** The weeks of two customers who turn out to be one. */
    static void together(Standing both, Standing a, Standing b) {
        both.firstWeek = Math.min(a.firstWeek, b.firstWeek);
        both.weeks = both.firstWeek == UNKNOWN ? 0 : since(both.firstWeek, a) | since(both.firstWeek, b);
    }

    private static int since(int firstWeek, Standing s) {
        int later = s.firstWeek - firstWeek;
        return later < FOLLOWED ? s.weeks << later & (1 << FOLLOWED) - 1 : 0;
    }
}
