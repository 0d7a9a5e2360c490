package io.journeytracker.query;

import io.journeytracker.journey.CellKey;
import io.journeytracker.journey.Cells;
import io.journeytracker.schema.MapCell;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The parts of one journey version's map put together: a cell for every stage, -1 for none, and how many customers of each persona
 * are present.
 */
final class MergedMap {

    private final MapRequest request;
    private final Map<Integer, MapCell> stages = new TreeMap<>();
    private final Map<Integer, Long> personas = new TreeMap<>();

    private MergedMap(MapRequest request) {
        this.request = request;
    }

    /** Out of what the stream threads published, or of a window, out of what is stored. */
    static MergedMap of(MapRequest request, StateReader state) {
        MergedMap merged = new MergedMap(request);
        if (request.window().isAll()) {
            state.parts().forEach(part -> part.totals().forEach(merged::add));
        } else {
            state.cells(request, merged::add);
        }
        return merged;
    }

    private void add(CellKey key, MapCell cell) {
        if (request.counts(key.journey(), key.version(), key.persona())) {
            Cells.add(stages.computeIfAbsent(key.stage(), stage -> Cells.empty()), cell);
        }
        if (key.journey().equals(request.journey().definition().id())
                && key.version() == request.journey().definition().version()) {
            personas.merge(key.persona(), Cells.present(cell), Long::sum);
        }
    }

    MapRequest request() {
        return request;
    }

    /** All zeros where nobody ever was. */
    MapCell stage(int stage) {
        return stages.getOrDefault(stage, Cells.empty());
    }

    /** Whether customers were there before any stage. */
    boolean anybodyBeforeTheFirst() {
        return stages.containsKey(-1);
    }

    /** Of every stage that somebody was at, in the map's order, what comes before the first included. */
    List<MapCell> all() {
        return List.copyOf(stages.values());
    }

    /** Customers present of a persona, whichever persona was asked for. */
    long present(int persona) {
        return personas.getOrDefault(persona, 0L);
    }
}
