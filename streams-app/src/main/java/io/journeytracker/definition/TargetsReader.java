package io.journeytracker.definition;

import io.journeytracker.yaml.Value;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads what a stage should reach. */
final class TargetsReader {

    private final Names names;

    TargetsReader(Names names) {
        this.names = names;
    }

    Optional<Targets> read(Value value) {
        return value.block().map(block -> {
            Optional<Targets.Conversion> conversion = block.read("conversion", this::conversion);
            Optional<Targets.Dwell> dwell = block.read("dwell", TargetsReader::dwell);
            Optional<Double> emotion = block.read("emotion", TargetsReader::emotion);
            block.end();
            return new Targets(
                    conversion, dwell, emotion.map(OptionalDouble::of).orElse(OptionalDouble.empty()));
        });
    }

    private Optional<Targets.Conversion> conversion(Value value) {
        return value.block().map(block -> {
            Optional<String> to = block.require("to", "the id of a stage", names::leafOrGroup);
            Optional<Duration> within = block.require("within", "a duration such as 7d", Durations::positive);
            Optional<Double> atLeast = block.require("at-least", "a percentage such as 5%", Figures::share);
            block.end();
            return new Targets.Conversion(to.orElse(""), within.orElse(Duration.ZERO), atLeast.orElse(0.0));
        });
    }

    private static Optional<Targets.Dwell> dwell(Value value) {
        return value.block().map(block -> {
            Optional<Duration> p50 = block.read("p50", Durations::positive);
            Optional<Duration> p95 = block.read("p95", Durations::positive);
            if (!block.has("p50") && !block.has("p95")) {
                block.problem("says nothing; expected p50, p95 or both");
            }
            if (p50.isPresent() && p95.isPresent() && p50.get().compareTo(p95.get()) > 0) {
                block.problem("p50", "is longer than p95; expected at most as long");
            }
            block.end();
            return new Targets.Dwell(p50, p95);
        });
    }

    private static Optional<Double> emotion(Value value) {
        return value.block().flatMap(block -> {
            Optional<Double> atLeast = block.require("at-least", "a number from -1 to 1", Figures::emotion);
            block.end();
            return atLeast;
        });
    }
}
