package io.journeytracker.definition;

import java.time.Duration;

/**
 * When a customer in a stage counts as stalled.
 *
 * @param after more than this without a touchpoint that resets the clock; positive
 */
public record Stall(Duration after, Clock clock, Resets resets, Severity severity) {

    /** What starts the clock again. */
    public enum Clock {
        /** Touchpoints, as {@link Resets} says. */
        ACTIVITY,
        /** Only entering the stage: at most one stall a visit. */
        STAGE
    }

    /** Which touchpoints start the activity clock again. */
    public enum Resets {
        ANY,
        /** Those that a stage, touchpoint, exit or churn rule of the map names. */
        MATCHED
    }
}
