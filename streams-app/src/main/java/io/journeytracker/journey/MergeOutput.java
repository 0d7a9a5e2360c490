package io.journeytracker.journey;

import io.journeytracker.definition.CompiledJourney;
import io.journeytracker.engine.Standing;
import io.journeytracker.engine.Transition;

/** Takes what the fold has to say also where a customer turns out to be another one, or goes for good. */
public interface MergeOutput extends CustomerOutput {

    /** Told before, and now taken back with everything else. */
    void withdrawn(
            CompiledJourney journey, Transition transition, String lastEvent, boolean replay, Withdrawal withdrawal);

    /** The visit of a checkpoint is not the customer's any more. */
    void visitWithdrawn(CompiledJourney journey, Standing visit, Withdrawal withdrawal);

    /** The visit of another customer's checkpoint is this one's now. */
    void visitTaken(CompiledJourney journey, Standing visit);
}
