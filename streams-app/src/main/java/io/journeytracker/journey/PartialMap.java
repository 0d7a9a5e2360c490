package io.journeytracker.journey;

import io.journeytracker.definition.CompiledJourney;
import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.definition.Match;
import io.journeytracker.engine.Conversion;
import io.journeytracker.engine.EndedVisit;
import io.journeytracker.engine.PendingVisit;
import io.journeytracker.engine.Seen;
import io.journeytracker.engine.Touch;
import io.journeytracker.engine.Transition;
import io.journeytracker.schema.MapCell;
import io.journeytracker.store.WriteBehindStore;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;

/**
 * One partition's part of the journey map: counts by journey version, stage, persona and the hour (later the day) in which
 * the visit began, and totals beside them. Transitions count what happened to visits; where customers stand is counted
 * apart, from their states; so the ledger's two sides have two sources, and a fault in either shows as an imbalance.
 */
public final class PartialMap {

    /** Visits that began longer ago than this are counted by day. */
    static final long HOURS_KEPT = 14 * CellKey.DAY_MILLIS;

    private final WriteBehindStore<CellKey, MapCell> store;
    private final Map<CellKey, MapCell> totals = new HashMap<>();
    private final BreakdownValues values = new BreakdownValues();
    private final UnnamedEvents unnamed;
    private final Cohorts cohorts;
    private final Map<CompiledJourney, EndedKeys> endedKeys = new IdentityHashMap<>();
    private long hoursFrom;
    private Map<CellKey, MapCell> copy = Map.of();
    private boolean changed = true;

    /** @param hoursFrom cells of visits that began before this are kept by day; Long.MIN_VALUE: none yet */
    public PartialMap(WriteBehindStore<CellKey, MapCell> store, long hoursFrom) {
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
                    values.known(key, cell);
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

    void seen(CompiledJourney journey, Seen seen, int sign) {
        cohorts.count(journey.definition().id(), seen, sign);
    }

    void unnamed(CompiledJourney journey, String event) {
        unnamed.count(journey.definition().id(), journey.definition().version(), event);
    }

    /** @param withdrawal of a retraction that takes everything back, else null */
    void transition(CompiledJourney journey, Transition t, int sign, Withdrawal withdrawal) {
        switch (t.kind()) {
            case ENTERED, RETURNED, REOPENED, REENTERED -> entered(journey, t, sign, withdrawal);
            case ADVANCED, BACK -> {
                entered(journey, t, sign, withdrawal);
                moved(journey, t, sign);
            }
            case COMPLETED -> visit(journey, t, c -> c.setCompleted(c.getCompleted() + sign));
            case EXITED -> left(journey, t, sign, c -> c.setExited(c.getExited() + sign));
            case CHURNED -> left(journey, t, sign, c -> c.setChurned(c.getChurned() + sign));
            case EXPIRED -> left(journey, t, sign, c -> c.setExpired(c.getExpired() + sign));
            case STALLED -> visit(journey, t, c -> c.setStalls(c.getStalls() + sign));
            case RECOVERED -> visit(journey, t, c -> c.setRecoveries(c.getRecoveries() + sign));
            case SUPERSEDED, UNKNOWN -> {
                // The stall was counted; what superseded it counts for itself.
            }
        }
    }

    private void entered(CompiledJourney journey, Transition t, int sign, Withdrawal withdrawal) {
        visit(journey, t, cell -> {
            if (sign > 0) {
                cell.setEntered(cell.getEntered() + 1);
            } else {
                neverWas(cell, withdrawal);
            }
            breakdowns(journey.definition(), t.breakdowns(), (name, value) -> {
                var count = Cells.breakdown(cell, name, value);
                count.setEntered(count.getEntered() + sign);
            });
        });
    }

    private static void neverWas(MapCell cell, Withdrawal withdrawal) {
        if (withdrawal == null) {
            cell.setCorrected(cell.getCorrected() + 1);
        } else if (withdrawal.merged()) {
            cell.setMergedAway(cell.getMergedAway() + 1);
        } else {
            cell.setErased(cell.getErased() + 1);
        }
    }

    /** A visit that was entered before the checkpoint. */
    void withdrawn(CompiledJourney journey, int stage, int persona, long since, Withdrawal withdrawal) {
        each(journey, stage, persona, since, cell -> neverWas(cell, withdrawal));
    }

    /** A visit that another customer entered. */
    void taken(CompiledJourney journey, int stage, int persona, long since) {
        each(journey, stage, persona, since, cell -> cell.setEntered(cell.getEntered() + 1));
    }

    private void moved(CompiledJourney journey, Transition t, int sign) {
        String to = journey.definition().stages().get(t.stage()).id();
        boolean forward = t.stage() > t.from();
        each(journey, t.from(), t.fromPersona(), t.fromVisitSince(), cell -> {
            if (forward) {
                cell.setAdvanced(cell.getAdvanced() + sign);
                breakdowns(journey.definition(), t.fromBreakdowns(), (name, value) -> {
                    var count = Cells.breakdown(cell, name, value);
                    count.setAdvanced(count.getAdvanced() + sign);
                });
            } else {
                cell.setBack(cell.getBack() + sign);
            }
            Cells.dwell(cell, t.at() - t.fromVisitSince(), sign);
            Cells.add(cell.getTo(), to, sign);
        });
    }

    private void left(CompiledJourney journey, Transition t, int sign, Consumer<MapCell> outcome) {
        if (!t.endsVisit()) {
            return;
        }
        visit(journey, t, cell -> {
            outcome.accept(cell);
            Cells.dwell(cell, t.at() - t.visitSince(), sign);
            if (t.dissatisfied()) {
                cell.setDissatisfied(cell.getDissatisfied() + sign);
            }
        });
    }

    private interface Breakdown {
        void is(String name, String value);
    }

    private void breakdowns(JourneyDefinition map, List<String> given, Breakdown each) {
        int i = 0;
        for (String name :
                given.isEmpty() ? List.<String>of() : map.breakdowns().keySet()) {
            String value = given.get(i++);
            if (!value.isEmpty()) {
                each.is(name, values.counted(map, name, value));
            }
        }
    }

    void touch(CompiledJourney journey, Touch touch, int sign) {
        Match match = touch.match();
        String key = touchpointKey(journey, match);
        each(journey, touch.stage(), touch.persona(), touch.visitSince(), cell -> {
            Cells.add(cell.getTouchpoints(), key, sign);
            if (match.emotion() != Match.NO_EMOTION) {
                cell.setEmotionSum(cell.getEmotionSum() + sign * (long) match.emotion());
                cell.setEmotionCount(cell.getEmotionCount() + sign);
                Cells.felt(cell.getFelt(), key, sign * (long) match.emotion(), sign);
            }
        });
    }

    void ended(CompiledJourney journey, EndedVisit visit, int sign) {
        EndedKeys keys = endedKeys.computeIfAbsent(journey, EndedKeys::new);
        int onward = visit.onward() ? sign : 0;
        int stalled = visit.marks().stalled() ? sign : 0;
        each(journey, visit.stage(), visit.persona(), visit.since(), cell -> {
            keys.of(visit.marks(), key -> Cells.ended(cell.getEnded(), key, sign, onward, stalled));
            breakdowns(
                    journey.definition(),
                    visit.breakdowns(),
                    (name, value) -> Cells.ended(
                            cell.getEnded(),
                            Cells.key(Cells.ENDED_BREAKDOWN, name + '|' + value),
                            sign,
                            onward,
                            stalled));
        });
    }

    void conversion(CompiledJourney journey, Conversion conversion, int sign) {
        PendingVisit visit = conversion.visit();
        each(journey, visit.stage(), visit.persona(), visit.since(), cell -> {
            switch (conversion.outcome()) {
                case PENDING -> cell.setPending(cell.getPending() + sign);
                case CONVERTED -> {
                    cell.setPending(cell.getPending() - sign);
                    cell.setConverted(cell.getConverted() + sign);
                }
                case MISSED -> {
                    cell.setPending(cell.getPending() - sign);
                    cell.setMissed(cell.getMissed() + sign);
                }
            }
        });
    }

    private static String touchpointKey(CompiledJourney journey, Match match) {
        JourneyDefinition map = journey.definition();
        String rule = match.touchpoint() < 0
                ? "other"
                : map.touchpoints().get(match.touchpoint()).id();
        String channel = match.channel() < 0 ? "other" : journey.channels().get(match.channel());
        return rule + '|' + channel;
    }

    void moved(CompiledJourney journey, Place before, Place after) {
        if (before != null) {
            stands(journey, before, -1);
        }
        if (after != null) {
            stands(journey, after, 1);
        }
    }

    private void stands(CompiledJourney journey, Place place, int sign) {
        each(journey, place.stage(), place.persona(), place.visitSince(), cell -> {
            Cells.add(cell.getCustomers(), statusIndex(place), sign);
            if (place.stalled()) {
                Cells.add(cell.getStanding(), "stall", sign);
            }
            if (place.rule() >= 0) {
                Cells.add(
                        cell.getStanding(),
                        journey.definition()
                                .stages()
                                .get(place.stage())
                                .churn()
                                .get(place.rule())
                                .id(),
                        sign);
            }
        });
    }

    private static int statusIndex(Place place) {
        return switch (place.status()) {
            case ACTIVE -> place.stalled() ? 1 : 0;
            case CHURNED_BY_SILENCE -> 2;
            case CHURNED_BY_EVENT -> 3;
            case COMPLETED -> 4;
            case EXITED -> 5;
            case EXPIRED -> throw new IllegalStateException("an expired customer stands nowhere");
        };
    }

    private void visit(CompiledJourney journey, Transition t, Consumer<MapCell> change) {
        each(journey, t.stage(), t.persona(), t.visitSince(), change);
    }

    /** Changes the visit's cell and the total. */
    private void each(CompiledJourney journey, int stage, int persona, long visitSince, Consumer<MapCell> change) {
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
