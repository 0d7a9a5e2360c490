package io.journeytracker.engine;

import io.journeytracker.definition.JourneyDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** Something that should hold of a map and steps. Where it does not, the fewest steps that show it are told. */
record Trial(long seed, JourneyDefinition map, List<Step> steps) {

    void holds(BiConsumer<JourneyDefinition, List<Step>> property) {
        if (failure(property, steps) == null) {
            return;
        }
        List<Step> fewest = new ArrayList<>(steps);
        for (int i = 0; i < fewest.size(); ) {
            Step left = fewest.remove(i);
            if (failure(property, fewest) == null) {
                fewest.add(i++, left);
            } else {
                i = 0;
            }
        }
        throw new AssertionError(
                "Seed %d, map:%n%s%nsteps:%n%s%n"
                        .formatted(
                                seed,
                                MapInWords.of(map),
                                fewest.stream().map(Step::toString).collect(Collectors.joining("\n"))),
                failure(property, fewest));
    }

    private Throwable failure(BiConsumer<JourneyDefinition, List<Step>> property, List<Step> some) {
        try {
            property.accept(map, some);
            return null;
        } catch (AssertionError | RuntimeException failure) {
            return failure;
        }
    }
}
