package io.journeytracker.engine;

import io.journeytracker.definition.Match;
import java.util.Optional;

/**
 * Something that comes to the engine: a touchpoint with what is known of the clock, or the clock alone.
 *
 * @param clock Long.MIN_VALUE: not known
 */
record Step(Optional<Match> touchpoint, long clock) {

    static Step touch(Match touchpoint) {
        return new Step(Optional.of(touchpoint), Long.MIN_VALUE);
    }

    static Step touch(Match touchpoint, long clock) {
        return new Step(Optional.of(touchpoint), clock);
    }

    static Step clock(long clock) {
        return new Step(Optional.empty(), clock);
    }

    @Override
    public String toString() {
        String at = clock == Long.MIN_VALUE ? "" : "clock " + clock + " ";
        return at + touchpoint.map(Match::toString).orElse("");
    }
}
