package io.journeytracker.journey;

import io.journeytracker.definition.CompiledJourney;
import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.engine.Seen;
import io.journeytracker.schema.MapCell;
import io.journeytracker.store.WriteBehindStore;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;

/**
 * One partition's part of the journey map: counts by journey version, stage, persona and the hour (later the day) in which
 * the visit began, and totals beside them. Transitions count what happened to visits; where customers stand is counted
 * apart, from their states; so the ledger's two sides have two sources, and a fault in either shows as an imbalance.
 */
public final class PartialMap extends MapCounts {

    /** Visits that began longer ago than this are counted by day. */
    static final long HOURS_KEPT = 14 * CellKey.DAY_MILLIS;

    private final WriteBehindStore<CellKey, MapCell> store;
    private final Map<CellKey, MapCell> totals = new HashMap<>();
    private final UnnamedEvents unnamed;
    private final Cohorts cohorts;
    private long hoursFrom;
    private Map<CellKey, MapCell> copy = Map.of();
    private boolean changed = true;

    /** @param hoursFrom cells of visits that began before this are kept by day; Long.MIN_VALUE: none yet */
    public PartialMap(WriteBehindStore<CellKey, MapCell> store, long hoursFrom) {
        super(new BreakdownValues());
        this.store = store;
        this.hoursFrom = hoursFrom;
        this.unnamed = new UnnamedEvents(store);
        this.cohorts = new Cohorts(store);
        store.scan(
                CellKey.from(CellKey.Span.TOTAL, Long.MIN_VALUE),
                CellKey.from(CellKey.Span.DAY, Long.MIN_VALUE),
                (bytes, cell) -> {
                    CellKey key = CellKey.read(bytes);
                    totals.put(key, cell);
                    values().known(key, cell);
                });
    }

    /** The totals by journey version, stage and persona; not to be written to. */
    public Map<CellKey, MapCell> totals() {
        return totals;
    }

    /** The totals as they are now, for other threads: nobody writes to these cells. The same object while nothing changed. */
    Map<CellKey, MapCell> copyOfTotals() {
        if (changed) {
            Map<CellKey, MapCell> cells = new HashMap<>();
            totals.forEach((key, cell) -> cells.put(key, Cells.copy(cell)));
            copy = Collections.unmodifiableMap(cells);
            changed = false;
        }
        return copy;
    }

    /** As {@link #copyOfTotals}, which events came that no rule names. */
    Map<CellKey, MapCell> copyOfUnnamed() {
        return unnamed.copy();
    }

    Cohorts cohorts() {
        return cohorts;
    }

    @Override
    void seen(CompiledJourney journey, Seen seen, int sign) {
        cohorts.count(journey.definition().id(), seen, sign);
    }

    @Override
    void unnamed(CompiledJourney journey, String event) {
        unnamed.count(journey.definition().id(), journey.definition().version(), event);
    }

    /** Changes the visit's cell and the total. */
    @Override
    void each(CompiledJourney journey, int stage, int persona, long visitSince, Consumer<MapCell> change) {
        changed = true;
        JourneyDefinition map = journey.definition();
        CellKey key = CellKey.total(map.id(), map.version(), stage, persona);
        MapCell total = totals.computeIfAbsent(key, k -> Cells.empty());
        change.accept(total);
        store.put(key, total);
        boolean byDay = visitSince < hoursFrom;
        long span = byDay ? CellKey.DAY_MILLIS : CellKey.HOUR_MILLIS;
        CellKey in = new CellKey(
                byDay ? CellKey.Span.DAY : CellKey.Span.HOUR,
                Math.floorDiv(visitSince, span) * span,
                map.id(),
                map.version(),
                stage,
                persona);
        MapCell cell = store.get(in);
        if (cell == null) {
            cell = Cells.empty();
        }
        change.accept(cell);
        store.put(in, cell);
    }

    /**
     * Folds hours that the clock has left behind into days: one day at a time, since all of it has to fit into one
     * transaction.
     *
     * @return cells of visits that began before this are now kept by day
     */
    long foldHours(long clock) {
        long target = dayOf(clock - HOURS_KEPT);
        if (hoursFrom >= target) {
            return hoursFrom;
        }
        Optional<Bytes> first =
                store.firstKey(CellKey.from(CellKey.Span.HOUR, hoursFrom), CellKey.from(CellKey.Span.HOUR, target));
        if (first.isEmpty()) {
            hoursFrom = target;
        } else {
            long day = dayOf(CellKey.read(first.get()).bucket());
            foldDay(day);
            hoursFrom = day + CellKey.DAY_MILLIS;
        }
        return hoursFrom;
    }

    private static long dayOf(long time) {
        return Math.floorDiv(time, CellKey.DAY_MILLIS) * CellKey.DAY_MILLIS;
    }

    private void foldDay(long day) {
        Map<CellKey, MapCell> hours = new HashMap<>();
        store.scan(
                CellKey.from(CellKey.Span.HOUR, day),
                CellKey.from(CellKey.Span.HOUR, day + CellKey.DAY_MILLIS),
                (Bytes key, MapCell cell) -> hours.put(CellKey.read(key), cell));
        hours.forEach((hour, cell) -> {
            CellKey key =
                    new CellKey(CellKey.Span.DAY, day, hour.journey(), hour.version(), hour.stage(), hour.persona());
            MapCell sum = store.get(key);
            if (sum == null) {
                sum = Cells.empty();
            }
            Cells.add(sum, cell);
            store.put(key, sum);
            store.delete(hour);
        });
    }
}
