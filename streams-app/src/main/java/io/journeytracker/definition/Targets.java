package io.journeytracker.definition;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/** What a stage should reach. */
public record Targets(Optional<Conversion> conversion, Optional<Dwell> dwell, OptionalDouble emotionAtLeast) {

    /** Of the visits to the stage, at least this share (0 to 1) reaches stage {@code to} within the time. */
    public record Conversion(String to, Duration within, double atLeast) {}

    /** Dwell of ended visits at these percentiles should be no longer than this. */
    public record Dwell(Optional<Duration> p50, Optional<Duration> p95) {}
}
