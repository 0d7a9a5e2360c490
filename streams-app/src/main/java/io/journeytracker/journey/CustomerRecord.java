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

        int version() {
            return engine.journey().definition().version();
        }

        /** @param before where the customer stood before a change; null: nowhere */
        void moved(Place before, CustomerOutput output) {
            boolean same = before == null ? !state.standing().begun() : before.is(state.standing());
            if (!same) {
                output.moved(engine.journey(), before, Place.of(state.standing()));
            }
        }

        /** The customer is no longer on this journey. */
        void leave(CustomerOutput output) {
            Place place = Place.of(state.standing());
            if (place != null) {
                output.moved(engine.journey(), place, null);
            }
        }
    }

    final List<OnJourney> journeys;
    long armed;
    LastEvent lastEvent;
    Heard heard;
    /** Something of what the snapshot says has changed and was not told yet; not stored, since storing tells it. */
    boolean news;

    public CustomerRecord() {
        this(new ArrayList<>(), NOT_ARMED, LastEvent.NAMED, Heard.NOTHING);
    }

    CustomerRecord(List<OnJourney> journeys, long armed, LastEvent lastEvent, Heard heard) {
        this.journeys = journeys;
        this.armed = armed;
        this.lastEvent = lastEvent;
        this.heard = heard;
    }

    public List<OnJourney> journeys() {
        return journeys;
    }

    /** Where the journey of this id is, or belongs: they are sorted by their ids. */
    int place(String journey) {
        int place = 0;
        while (place < journeys.size() && journeys.get(place).journey().compareTo(journey) < 0) {
            place++;
        }
        return place;
    }

    boolean isAt(int place, String journey) {
        return place < journeys.size() && journeys.get(place).journey().equals(journey);
    }

    /** An independent copy, to be thrown away when something fails half-way. */
    CustomerRecord copy() {
        List<OnJourney> copies = new ArrayList<>(journeys.size());
        for (OnJourney on : journeys) {
            copies.add(new OnJourney(on.engine(), on.state().copy()));
        }
        CustomerRecord copy = new CustomerRecord(copies, armed, lastEvent, heard);
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
