package io.journeytracker.definition;

import io.journeytracker.schema.Touchpoint;
import java.util.List;

/**
 * A journey map made ready to be applied: rules indexed by event name, conditions compiled, names turned into indices.
 * Immutable and safe for use by several threads.
 */
public final class CompiledJourney {

    private final JourneyDefinition definition;

    /**
     * Compiles a validated map.
     *
     * @throws IllegalArgumentException if a condition does not compile; validation finds that first
     */
    public CompiledJourney(JourneyDefinition definition) {
        this.definition = definition;
    }

    public JourneyDefinition definition() {
        return definition;
    }

    /** All event names that the map names, in a fixed order. */
    public List<String> events() {
        throw new UnsupportedOperationException();
    }

    /** The documented channels, then those that only the map names, then {@code other}. */
    public List<String> channels() {
        throw new UnsupportedOperationException();
    }

    /** The bit in {@link Match#churns} of the churn-by-event rule {@code churn} of stage {@code stage}, 0 to 63. */
    public int churnBit(int stage, int churn) {
        throw new UnsupportedOperationException();
    }

    /**
     * What the map makes of a touchpoint.
     *
     * @param time the touchpoint's effective event time, clamped where its own was impossible
     * @param order its order stamp
     * @param id hash of its source and message id
     */
    public Match match(Touchpoint touchpoint, long time, long order, long id) {
        throw new UnsupportedOperationException();
    }
}
