package io.journeytracker.journey;

import io.journeytracker.definition.CompiledJourney;
import io.journeytracker.engine.Conversion;
import io.journeytracker.engine.EndedVisit;
import io.journeytracker.engine.Seen;
import io.journeytracker.engine.Touch;
import io.journeytracker.engine.Transition;

/** Takes what the fold of one customer has to say, over all journeys. */
public interface CustomerOutput {

    /**
     * @param lastEvent the event of the transition's last touchpoint; empty: not known any more
     * @param retracted it was told before and never happened
     * @param replay it comes out of a replay or a back-fill
     */
    void transition(
            CompiledJourney journey, Transition transition, String lastEvent, boolean retracted, boolean replay);

    /** @param sign 1: a touchpoint fell into the visit; -1: it was counted there before and did not */
    void touch(CompiledJourney journey, Touch touch, int sign);

    /** @param sign 1: so it is; -1: it was counted before and is not so */
    void conversion(CompiledJourney journey, Conversion conversion, int sign);

    /**
     * Only the journey map counts these.
     *
     * @param sign 1: the visit ended so; -1: it was counted before and did not
     */
    default void ended(CompiledJourney journey, EndedVisit visit, int sign) {}

    /**
     * Only the journey map counts these.
     *
     * @param sign 1: the customer had a touchpoint in that week; -1: it was counted before and was not so
     */
    default void seen(CompiledJourney journey, Seen seen, int sign) {}

    /** A touchpoint was folded whose event no rule of the map names. Only the journey map counts these. */
    default void unnamed(CompiledJourney journey, String event) {}

    /** The customer stands elsewhere than before. Null: nowhere. */
    void moved(CompiledJourney journey, Place before, Place after);

    /** The tail was full. */
    void tailFull(CompiledJourney journey);
}
