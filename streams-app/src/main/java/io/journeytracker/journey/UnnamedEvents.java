package io.journeytracker.journey;

import io.journeytracker.schema.MapCell;
import io.journeytracker.schema.UnnamedCount;
import io.journeytracker.store.WriteBehindStore;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * The commonest events of a partition that no rule of a journey version names. Of them that came is counted, once for each touchpoint
 * that is folded: what happens to its customer afterwards changes nothing.
 */
final class UnnamedEvents {

    private final WriteBehindStore<CellKey, MapCell> store;
    private final Map<CellKey, MapCell> cells = new HashMap<>();
    private Map<CellKey, MapCell> copy = Map.of();
    private boolean changed;

    UnnamedEvents(WriteBehindStore<CellKey, MapCell> store) {
        this.store = store;
        store.scan(
                CellKey.from(CellKey.Span.UNNAMED, Long.MIN_VALUE),
                CellKey.from(CellKey.Span.UNNAMED, Long.MAX_VALUE),
                (bytes, cell) -> cells.put(CellKey.read(bytes), cell));
        changed = !cells.isEmpty();
    }

    void count(String journey, int version, String event) {
        CellKey key = CellKey.unnamed(journey, version);
        MapCell cell = cells.computeIfAbsent(key, k -> Cells.empty());
        CommonEvents.count(cell.getUnnamed(), event);
        store.put(key, cell);
        changed = true;
    }

    /** As they are now, for other threads. The same object while nothing changed. */
    Map<CellKey, MapCell> copy() {
        if (changed) {
            Map<CellKey, MapCell> copies = new HashMap<>();
            cells.forEach((key, cell) -> {
                MapCell of = Cells.empty();
                cell.getUnnamed()
                        .forEach((name, n) -> of.getUnnamed().put(name, new UnnamedCount(n.getCount(), n.getError())));
                copies.put(key, of);
            });
            copy = Collections.unmodifiableMap(copies);
            changed = false;
        }
        return copy;
    }
}
