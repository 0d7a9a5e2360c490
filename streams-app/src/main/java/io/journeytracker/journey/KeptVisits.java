package io.journeytracker.journey;

import io.journeytracker.definition.CompiledJourney;
import io.journeytracker.engine.Conversion;
import io.journeytracker.engine.EndedVisit;
import io.journeytracker.engine.JourneyEngine;
import io.journeytracker.engine.PendingVisit;
import io.journeytracker.engine.Sink;
import io.journeytracker.engine.Standing;
import io.journeytracker.engine.Touch;
import io.journeytracker.engine.Transition;
import io.journeytracker.journey.CustomerRecord.OnJourney;
import io.journeytracker.schema.StoryVisit;
import java.util.List;

/**
 * What a customer's state still knows of their visits: what happened since the checkpoint, and the visit that they were in then. Where stories
 * are kept, these know more. Used by one thread, for any number of customers.
 */
public final class KeptVisits {

    private final VisitCounts counts = new VisitCounts(new BreakdownValues());

    public List<StoryVisit> of(OnJourney on) {
        JourneyEngine engine = on.engine();
        CompiledJourney journey = engine.journey();
        counts.clear();
        before(engine, on.state().checkpoint());
        // Of a copy, although it only looks: whoever has taken back what was told is not to go on with the state.
        engine.withdraw(on.state().copy(), new Again(journey, counts));
        return counts.visits();
    }

    private void before(JourneyEngine engine, Standing s) {
        CompiledJourney journey = engine.journey();
        if (s.begun()) {
            counts.taken(journey, s.stage, s.visitPersona, s.visitSince);
            switch (s.status) {
                case COMPLETED -> completed(journey, s);
                case EXITED -> {
                    if (engine.completedBefore(s)) {
                        completed(journey, s);
                    } else {
                        exited(engine, s);
                    }
                }
                case ACTIVE, CHURNED_BY_SILENCE, CHURNED_BY_EVENT, EXPIRED -> {
                    // Told since, or not over.
                }
            }
        }
        for (PendingVisit visit : s.pending) {
            counts.conversion(journey, new Conversion(visit, Conversion.Outcome.PENDING), 1);
        }
    }

    private void completed(CompiledJourney journey, Standing s) {
        counts.each(journey, s.stage, s.visitPersona, s.visitSince, cell -> cell.setCompleted(cell.getCompleted() + 1));
    }

    private void exited(JourneyEngine engine, Standing s) {
        counts.each(engine.journey(), s.stage, s.visitPersona, s.visitSince, cell -> {
            cell.setExited(cell.getExited() + 1);
            // Where another exit may have come first, neither when nor how they left by that one is known any more.
            if (engine.knowsExit(s)) {
                Cells.dwell(cell, s.endedAt - s.visitSince, 1);
                if (Boolean.TRUE.equals(s.leftDissatisfied)) {
                    cell.setDissatisfied(cell.getDissatisfied() + 1);
                }
            }
        });
        EndedVisit ended =
                new EndedVisit(s.stage, s.visitPersona, s.visitSince, false, s.visitMarks, s.visitBreakdowns);
        counts.ended(engine.journey(), ended, 1);
    }

    /** Counts what would be taken back. */
    private record Again(CompiledJourney journey, VisitCounts counts) implements Sink {

        @Override
        public void retracted(Transition transition) {
            counts.transition(journey, transition, 1, null);
        }

        @Override
        public void untouched(Touch touch) {
            counts.touch(journey, touch, 1);
        }

        @Override
        public void uncounted(Conversion conversion) {
            counts.conversion(journey, conversion, 1);
        }

        @Override
        public void unended(EndedVisit visit) {
            counts.ended(journey, visit, 1);
        }

        @Override
        public void told(Transition transition) {
            throw unexpected();
        }

        @Override
        public void touched(Touch touch) {
            throw unexpected();
        }

        @Override
        public void counted(Conversion conversion) {
            throw unexpected();
        }

        @Override
        public void ended(EndedVisit visit) {
            throw unexpected();
        }

        private static IllegalStateException unexpected() {
            return new IllegalStateException("something new was told while all was taken back");
        }
    }
}
