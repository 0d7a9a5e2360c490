package io.journeytracker.query;

import io.journeytracker.definition.CompiledJourney;
import io.journeytracker.schema.MapCell;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;

/** How far visits keep to the map's ideal path, step by step, and what most of the others do instead. */
final class Deviations {

    /** The most usual ones that are told. */
    static final int MOST = 10;

    private Deviations() {}

    /** What a step that leaves the ideal path is. */
    enum Kind {
        /** Forward, but to another stage than the next one. */
        SKIPPED,
        /** To an earlier stage. */
        BACK,
        /** Out of the journey. */
        LEFT
    }

    /**
     * @param to the stage that followed; of LEFT how the visit ended
     * @param count visits
     * @param of visits to {@code from} that ended
     */
    record Step(String from, String to, Kind kind, long count, long of) {}

    /** The steps of the ideal path, in its order; none where the map has none. */
    static List<Step> ideal(CompiledJourney journey, IntFunction<MapCell> stages) {
        List<String> path = journey.definition().idealPath();
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i + 1 < path.size(); i++) {
            MapCell cell = stages.apply(journey.stageIndex(path.get(i)));
            steps.add(new Step(
                    path.get(i),
                    path.get(i + 1),
                    null,
                    cell.getTo().getOrDefault(path.get(i + 1), 0L),
                    new StageFigures(cell).ended()));
        }
        return steps;
    }

    /** The most usual first. */
    static List<Step> of(CompiledJourney journey, IntFunction<MapCell> stages) {
        List<String> path = journey.definition().idealPath();
        List<Step> found = new ArrayList<>();
        for (int i = 0; i + 1 < path.size(); i++) {
            String from = path.get(i);
            String next = path.get(i + 1);
            int stage = journey.stageIndex(from);
            MapCell cell = stages.apply(stage);
            long ended = new StageFigures(cell).ended();
            cell.getTo().forEach((to, count) -> {
                if (!to.equals(next)) {
                    Kind kind = journey.stageIndex(to) < stage ? Kind.BACK : Kind.SKIPPED;
                    found.add(new Step(from, to, kind, count, ended));
                }
            });
            found.add(new Step(from, "exited", Kind.LEFT, cell.getExited(), ended));
            found.add(new Step(from, "churned", Kind.LEFT, cell.getChurned(), ended));
            found.add(new Step(from, "expired", Kind.LEFT, cell.getExpired(), ended));
        }
        return found.stream()
                .filter(step -> step.count() > 0)
                .sorted(Comparator.comparingLong(Step::count)
                        .reversed()
                        .thenComparing(Step::from)
                        .thenComparing(Step::to))
                .limit(MOST)
                .toList();
    }
}
