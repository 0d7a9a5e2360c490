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
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What of the fold counts where on a journey map, wherever the counts are kept. */
abstract class MapCounts {

    private final BreakdownValues values;
    private final Map<CompiledJourney, EndedKeys> endedKeys = new IdentityHashMap<>();

    /** @param values that are counted apart */
    MapCounts(BreakdownValues values) {
        this.values = values;
    }

    final BreakdownValues values() {
        return values;
    }

    /** Changes what is counted of a visit. */
    abstract void each(CompiledJourney journey, int stage, int persona, long visitSince, Consumer<MapCell> change);

    abstract void seen(CompiledJourney journey, Seen seen, int sign);

    abstract void unnamed(CompiledJourney journey, String event);

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
}
