package io.journeytracker.journey;

import io.journeytracker.definition.CompiledJourney;
import io.journeytracker.engine.Conversion;
import io.journeytracker.engine.EndedVisit;
import io.journeytracker.engine.Seen;
import io.journeytracker.engine.Sink;
import io.journeytracker.engine.Touch;
import io.journeytracker.engine.Transition;
import io.journeytracker.journey.CustomerRecord.OnJourney;

/**
 * Adds to what the engine says which journey it is about, and whether it is old news.
 *
 * @param replayedBefore the state's replayUntil before this touchpoint: what was told live is taken back live
 * @param alertStood an alert stood before this touchpoint
 * @param last the last event before this touchpoint
 * @param now this touchpoint's event
 */
record Telling(
        OnJourney on, CustomerOutput output, long replayedBefore, boolean alertStood, LastEvent last, LastEvent now)
        implements Sink {

    /** Whether an alert of the customer stands there; null: the customer is not there yet. */
    static boolean stood(Place place) {
        return place != null && (place.stalled() || place.rule() >= 0);
    }

    private CompiledJourney journey() {
        return on.engine().journey();
    }

    @Override
    public void told(Transition transition) {
        output.transition(
                journey(), transition, lastEvent(transition), false, transition.at() <= oldNewsUntil(transition));
    }

    @Override
    public void retracted(Transition transition) {
        output.transition(journey(), transition, lastEvent(transition), true, transition.at() <= replayedBefore);
    }

    private String lastEvent(Transition transition) {
        return last.named(journey(), transition, now);
    }

    /** What ends an alert that was told live is live, whoever brings it about. */
    private long oldNewsUntil(Transition transition) {
        boolean endsLiveAlert =
                switch (transition.kind()) {
                    case RECOVERED, SUPERSEDED, RETURNED -> alertStood && begun(transition) > replayedBefore;
                    default -> false;
                };
        return endsLiveAlert ? replayedBefore : on.state().replayUntil();
    }

    /** Churn by an event falls due by nothing but that event. */
    private static long begun(Transition end) {
        return end.due() == Transition.NEVER ? end.since() : end.due();
    }

    @Override
    public void touched(Touch touch) {
        output.touch(journey(), touch, 1);
    }

    @Override
    public void untouched(Touch touch) {
        output.touch(journey(), touch, -1);
    }

    @Override
    public void counted(Conversion conversion) {
        output.conversion(journey(), conversion, 1);
    }

    @Override
    public void uncounted(Conversion conversion) {
        output.conversion(journey(), conversion, -1);
    }

    @Override
    public void ended(EndedVisit visit) {
        output.ended(journey(), visit, 1);
    }

    @Override
    public void unended(EndedVisit visit) {
        output.ended(journey(), visit, -1);
    }

    @Override
    public void seen(Seen seen) {
        output.seen(journey(), seen, 1);
    }

    @Override
    public void unseen(Seen seen) {
        output.seen(journey(), seen, -1);
    }

    @Override
    public void tailFull() {
        output.tailFull(journey());
    }
}
