package io.journeytracker.journey;

import io.journeytracker.engine.JourneyEngine;
import io.journeytracker.engine.JourneyState;
import java.util.ArrayList;
import java.util.List;

/** One customer with all journeys, as the journey step holds it in heap. Owned by one thread. */
public final class CustomerRecord {

    /** No entry of the deadline index belongs to the customer. */
    public static final long NOT_ARMED = Long.MAX_VALUE;

    /** One journey of the customer and the engine of the map version that it travels by. */
    public record OnJourney(JourneyEngine engine, JourneyState state) {

        String journey() {
            return engine.journey().definition().id();
        }
    }

    final List<OnJourney> journeys;
    long armed;
    LastEvent lastEvent;
    /** Something of what the snapshot says has changed and was not told yet; not stored, since storing tells it. */
    boolean news;

    public CustomerRecord() {
        this(new ArrayList<>(), NOT_ARMED, LastEvent.NAMED);
    }

    CustomerRecord(List<OnJourney> journeys, long armed, LastEvent lastEvent) {
        this.journeys = journeys;
        this.armed = armed;
        this.lastEvent = lastEvent;
    }

    public List<OnJourney> journeys() {
        return journeys;
    }

    /** An independent copy, to be thrown away when something fails half-way. */
    CustomerRecord copy() {
        List<OnJourney> copies = new ArrayList<>(journeys.size());
        for (OnJourney on : journeys) {
            copies.add(new OnJourney(on.engine(), on.state().copy()));
        }
        CustomerRecord copy = new CustomerRecord(copies, armed, lastEvent);
        copy.news = news;
        return copy;
    }

    /** When the next thing that is told falls due, {@link #NOT_ARMED}: nothing does. */
    long due() {
        long due = NOT_ARMED;
        for (OnJourney on : journeys) {
            due = Math.min(due, on.engine().due(on.state()));
        }
        return due;
    }

    /** When the first of the journeys may be forgotten, {@link #NOT_ARMED}: none ever. */
    long forgetAt() {
        long forget = NOT_ARMED;
        for (OnJourney on : journeys) {
            forget = Math.min(forget, on.engine().forgetAt(on.state()));
        }
        return forget;
    }
}
