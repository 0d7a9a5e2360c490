package io.journeytracker.identity;

import io.journeytracker.topic.Tick;
import java.util.Arrays;

/**
 * How far time has come through all partitions that ticks come from: the minimum of the highest tick of each. Not known until
 * every one has ticked. Used by one thread; after a restart it begins anew, which makes time wait, never run.
 */
final class TickGate {

    private long[] highest = {};
    private long time = Long.MIN_VALUE;

    /** Takes a tick that names its source; true where time moved. */
    boolean through(Tick tick) {
        if (highest.length < tick.sources()) {
            int known = highest.length;
            highest = Arrays.copyOf(highest, tick.sources());
            Arrays.fill(highest, known, highest.length, Long.MIN_VALUE);
        }
        if (tick.source() < 0 || tick.source() >= highest.length || tick.time() <= highest[tick.source()]) {
            return false;
        }
        highest[tick.source()] = tick.time();
        long earliest = Arrays.stream(highest).min().orElse(Long.MIN_VALUE);
        if (earliest <= time) {
            return false;
        }
        time = earliest;
        return true;
    }

    /** Milliseconds since the epoch. */
    long time() {
        return time;
    }
}
