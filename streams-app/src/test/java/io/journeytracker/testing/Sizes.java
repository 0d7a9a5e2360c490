package io.journeytracker.testing;

/** How large tests are: reduced, so that a build ends in minutes, or at full size with {@code -Plong}; less still with {@code -Dquick}. */
public final class Sizes {

    private Sizes() {}

    /** Whether this build runs at full size. */
    public static boolean full() {
        return "long".equals(System.getProperty("journey.sizes"));
    }

    /** The size that this build wants. */
    public static int choose(int reduced, int full) {
        return full() ? full : reduced;
    }

    /** The size of what every build runs, also the quick one, which wants an answer soon. */
    public static int choose(int quick, int reduced, int full) {
        return "quick".equals(System.getProperty("journey.sizes")) ? quick : choose(reduced, full);
    }
}
