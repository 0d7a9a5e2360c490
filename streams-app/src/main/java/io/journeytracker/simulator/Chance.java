package io.journeytracker.simulator;

import java.util.List;
import java.util.SplittableRandom;

/** Seeded luck. Built on nextDouble alone, whose sequence does not change with the version of Java. */
final class Chance {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final SplittableRandom random;

    Chance(long seed, long number) {
        random = new SplittableRandom(seed * GOLDEN + number);
    }

    boolean happens(double probability) {
        return random.nextDouble() < probability;
    }

    /** From {@code low} to {@code high}, both included. */
    int between(int low, int high) {
        return low + (int) (random.nextDouble() * (high - low + 1));
    }

    /** Milliseconds from {@code low} to {@code high} seconds. */
    long seconds(double low, double high) {
        return Math.round(1000 * (low + random.nextDouble() * (high - low)));
    }

    /** Waiting time of something that happens once in {@code mean} on average. */
    double waiting(double mean) {
        return -mean * StrictMath.log(1 - random.nextDouble());
    }

    /** Around {@code centre}, at most {@code spread} away, more often near than far. */
    double around(double centre, double spread) {
        return centre + spread * (random.nextDouble() + random.nextDouble() - 1);
    }

    <T> T pick(List<T> choices) {
        return choices.get((int) (random.nextDouble() * choices.size()));
    }

    String hex() {
        return String.format("%012x", (long) (random.nextDouble() * (1L << 48)));
    }
}
