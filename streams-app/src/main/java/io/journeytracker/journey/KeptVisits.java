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
import io.journeytracker.schema.MapCell;
import io.journeytracker.schema.StoryVisit;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a customer's state still knows of their visits: what happened since the checkpoint, and the visit that they were in then. Where stories
 * are kept, these know more.
 */
public final class KeptVisits {

    private KeptVisits() {}

    public static List<StoryVisit> of(OnJourney on) {
        CompiledJourney journey = on.engine().journey();
        VisitCounts counts = new VisitCounts(new BreakdownValues());
        before(journey, on.state().checkpoint(), counts);
        JourneyEngine engine = on.engine();
        // Of a copy, although it only looks: whoever has taken back what was told is not to go on with the state.
        engine.withdraw(on.state().copy(), new Again(journey, counts));
        return counts.visits();
    }

    private static void before(CompiledJourney journey, Standing s, VisitCounts counts) {
        if (s.begun()) {
            at(journey, s, counts, cell -> cell.setEntered(1L));
            switch (s.status) {
                case COMPLETED -> at(journey, s, counts, cell -> cell.setCompleted(1L));
                case EXITED -> {
                    at(journey, s, counts, cell -> cell.setExited(1L));
                    EndedVisit ended = new EndedVisit(
                            s.stage, s.visitPersona, s.visitSince, false, s.visitMarks, s.visitBreakdowns);
                    counts.ended(journey, ended, 1);
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

    private static void at(CompiledJourney journey, Standing s, VisitCounts counts, Consumer<MapCell> change) {
        counts.each(journey, s.stage, s.visitPersona, s.visitSince, change);
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
