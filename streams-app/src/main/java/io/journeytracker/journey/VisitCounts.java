package io.journeytracker.journey;

import io.journeytracker.definition.CompiledJourney;
import io.journeytracker.engine.Seen;
import io.journeytracker.schema.MapCell;
import io.journeytracker.schema.StoryVisit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** By how much one customer at a time moves the counts of the map, visit by visit: the same arithmetic as the map's own. */
final class VisitCounts extends MapCounts {

    /** When what belongs to no visit began: a story has a room of its own for that. */
    private static final long NO_VISIT = Long.MIN_VALUE;

    private Map<Visit, MapCell> changed = new LinkedHashMap<>();
    private Map<Visit, Map<String, Integer>> unnamed = new LinkedHashMap<>();

    private record Visit(String journey, int version, int stage, int persona, long since) {

        StoryVisit with(Map<String, Integer> counts) {
            return new StoryVisit(journey, version, stage, persona, since, counts);
        }
    }

    VisitCounts(BreakdownValues values) {
        super(values);
    }

    /** Begins with the next customer, or the next that happened. */
    void clear() {
        changed = new LinkedHashMap<>();
        unnamed = new LinkedHashMap<>();
    }

    @Override
    void each(CompiledJourney journey, int stage, int persona, long visitSince, Consumer<MapCell> change) {
        Visit visit = new Visit(journey.definition().id(), journey.definition().version(), stage, persona, visitSince);
        change.accept(changed.computeIfAbsent(visit, none -> Cells.empty()));
    }

    /** Where customers stand is asked of their states. */
    @Override
    void moved(CompiledJourney journey, Place before, Place after) {}

    @Override
    void seen(CompiledJourney journey, Seen seen, int sign) {}

    @Override
    void unnamed(CompiledJourney journey, String event) {
        Visit none = new Visit(journey.definition().id(), journey.definition().version(), -1, -1, NO_VISIT);
        unnamed.computeIfAbsent(none, any -> new HashMap<>())
                .merge(CellCounts.UNNAMED + CommonEvents.name(event), 1, Integer::sum);
    }

    /** Those of which a count changed. */
    List<StoryVisit> visits() {
        List<StoryVisit> visits = new ArrayList<>(changed.size());
        changed.forEach((visit, cell) -> {
            Map<String, Integer> counts = new HashMap<>();
            CellCounts.of(cell).forEach((key, count) -> counts.put(key, Math.toIntExact(count)));
            if (!counts.isEmpty()) {
                visits.add(visit.with(counts));
            }
        });
        unnamed.forEach((none, events) -> visits.add(none.with(events)));
        return visits;
    }
}
