package io.journeytracker.engine;

import io.journeytracker.definition.CompiledJourney;
import io.journeytracker.definition.Match;

/** The fold of one customer's touchpoints over one map, as docs/engine.md fixes it. No I/O, no clock of its own. */
public final class JourneyEngine {

    public JourneyEngine(CompiledJourney journey) {}

    /** The state of a customer of whom nothing is known. */
    public JourneyState begin() {
        throw new UnsupportedOperationException();
    }

    /**
     * Folds one touchpoint into the state, whatever the order of arrival.
     *
     * @param clock everything due before it (and before the touchpoint) is told; Long.MIN_VALUE: not known
     */
    public Applied apply(JourneyState state, Match touchpoint, long clock, Sink sink) {
        throw new UnsupportedOperationException();
    }

    /** Tells everything due strictly before the clock. */
    public void advance(JourneyState state, long clock, Sink sink) {
        throw new UnsupportedOperationException();
    }

    /** When the next thing falls due; Long.MAX_VALUE: nothing does. */
    public long due(JourneyState state) {
        throw new UnsupportedOperationException();
    }
}
