package io.journeytracker.journey;

import io.journeytracker.definition.CompiledJourney;
import io.journeytracker.engine.Transition;

/**
 * The name of a customer's last event, where a map does not name it: the fold knows events by the map's indices alone.
 *
 * @param event empty: every map of the customer's journeys names the last event
 * @param time of the touchpoint
 * @param order its order stamp
 */
record LastEvent(String event, long time, long order) {

    static final String NOT_KNOWN = "";
    static final LastEvent NAMED = new LastEvent(NOT_KNOWN, Long.MIN_VALUE, Long.MIN_VALUE);

    static LastEvent of(TouchpointRecord touchpoint) {
        return new LastEvent(touchpoint.touchpoint().getEvent(), touchpoint.time(), touchpoint.order());
    }

    boolean after(LastEvent that) {
        return time != that.time ? time > that.time : order >= that.order;
    }

    /**
     * The event of a transition's last touchpoint.
     *
     * @param now the touchpoint that is being folded, {@link #NAMED} where time alone passes
     * @return {@link #NOT_KNOWN} where the map does not name it and it was neither this touchpoint nor the one before
     */
    String named(CompiledJourney journey, Transition transition, LastEvent now) {
        if (transition.lastEvent() >= 0) {
            return journey.events().get(transition.lastEvent());
        }
        boolean isNow = now.time == transition.lastTime();
        boolean isThis = time == transition.lastTime();
        if (isNow && isThis && !now.after(this)) {
            // Two at one time, and the earlier of them came later: the transition does not say which it means.
            return event.equals(now.event) ? event : NOT_KNOWN;
        }
        return isNow ? now.event : isThis ? event : NOT_KNOWN;
    }
}
