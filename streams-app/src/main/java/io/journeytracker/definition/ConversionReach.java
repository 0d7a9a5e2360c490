package io.journeytracker.definition;

import java.util.List;
import java.util.Optional;

/**
 * What counts as the conversion of a visit: a visit to one of the stages from {@code first} to {@code last} (indices, both
 * included) that begins no later than {@code within} milliseconds after it.
 */
public record ConversionReach(int first, int last, long within) {

    /**
     * What the map's author wants of visits to the stage. A target further down the list of stages is reached also by a stage
     * beyond it. Empty where nothing is wanted, and where the stage is the target or inside it: who stands there is there.
     */
    public static Optional<ConversionReach> of(JourneyDefinition map, int stage) {
        return map.stages().get(stage).targets().flatMap(Targets::conversion).flatMap(wanted -> {
            List<Stage> stages = map.stages();
            int first = -1;
            int last = -1;
            for (int i = 0; i < stages.size(); i++) {
                if (stages.get(i).id().equals(wanted.to())
                        || stages.get(i).path().contains(wanted.to())) {
                    first = first < 0 ? i : first;
                    last = i;
                }
            }
            if (first < 0 || first <= stage && stage <= last) {
                return Optional.empty();
            }
            return Optional.of(new ConversionReach(
                    first,
                    first > stage ? stages.size() - 1 : last,
                    wanted.within().toMillis()));
        });
    }

    public boolean reachedBy(int stage) {
        return first <= stage && stage <= last;
    }
}
