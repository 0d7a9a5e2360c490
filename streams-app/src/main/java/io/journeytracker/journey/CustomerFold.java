package io.journeytracker.journey;

import io.journeytracker.definition.Match;
import io.journeytracker.engine.Applied;
import io.journeytracker.engine.JourneyEngine;
import io.journeytracker.engine.JourneyState;
import io.journeytracker.engine.TailKept;
import io.journeytracker.engine.VersionChange;
import io.journeytracker.journey.CustomerRecord.OnJourney;
import io.journeytracker.schema.Touchpoint;
import java.util.List;

/**
 * Folds one customer's touchpoints over all journeys at once. No Kafka in here: the topology and the replay without a
 * broker both run it.
 */
public final class CustomerFold {

    private final Engines engines;

    /** What became of a touchpoint on the journeys: several may hold, each on another journey. */
    public record Outcome(boolean folded, boolean reordered, boolean duplicate, boolean late) {

        /** One word for metrics. */
        String label() {
            if (reordered) {
                return "reordered";
            }
            if (folded) {
                return "folded";
            }
            return duplicate ? "duplicate" : late ? "late" : "unclaimed";
        }

        /** Whether it changed nothing, on any journey, since it came too late or a second time. */
        boolean setAside() {
            return !folded && (duplicate || late);
        }
    }

    public CustomerFold(Engines engines) {
        this.engines = engines;
    }

    /**
     * One touchpoint, on every journey.
     *
     * @param clock what fell due before is told; Long.MIN_VALUE: not known
     */
    public Outcome touch(CustomerRecord customer, TouchpointRecord record, long clock, CustomerOutput output) {
        return touch(customer, record, clock, TailKept.GRACE, output);
    }

    /** As {@link #touch(CustomerRecord, TouchpointRecord, long, CustomerOutput)}, with more of the past kept. */
    Outcome touch(CustomerRecord customer, TouchpointRecord record, long clock, TailKept kept, CustomerOutput output) {
        Touchpoint touchpoint = record.touchpoint();
        begin(customer);
        boolean folded = false;
        boolean reordered = false;
        boolean duplicate = false;
        boolean late = false;
        boolean unnamed = false;
        LastEvent now = LastEvent.of(record);
        List<OnJourney> journeys = customer.journeys;
        for (int i = 0; i < journeys.size(); i++) {
            OnJourney on = journeys.get(i);
            Match match = on.engine().journey().match(touchpoint, record.time(), record.order(), record.id());
            JourneyEngine active = activeEngine(on);
            if (active.journey() != on.engine().journey() && on.engine().mayChangeVersion(on.state(), match)) {
                on.engine()
                        .goOver(on.state(), match, telling(on, record.replayUntil(), customer.lastEvent, now, output));
                on.leave(output);
                JourneyState carried =
                        VersionChange.carry(on.state(), on.engine().journey(), active);
                match = VersionChange.asReentry(
                        active.journey().match(touchpoint, record.time(), record.order(), record.id()));
                on = new OnJourney(active, carried);
                journeys.set(i, on);
                output.moved(active.journey(), null, Place.of(carried.standing()));
            }
            unnamed |= match.event() < 0;
            Applied applied = apply(on, match, record.replayUntil(), clock, kept, customer.lastEvent, now, output);
            if (match.event() < 0 && !match.named() && (applied == Applied.IN_ORDER || applied == Applied.REORDERED)) {
                output.unnamed(on.engine().journey(), touchpoint.getEvent());
            }
            switch (applied) {
                case IN_ORDER -> folded = true;
                case REORDERED -> {
                    folded = true;
                    reordered = true;
                }
                case DUPLICATE -> duplicate = true;
                case LATE -> late = true;
            }
        }
        if (folded) {
            customer.heard = heard(customer.heard, touchpoint);
        }
        if (folded && now.after(customer.lastEvent)) {
            customer.lastEvent = unnamed ? now : LastEvent.NAMED;
        }
        return new Outcome(folded, reordered, duplicate, late);
    }

    /** Only channels that a map or the documentation names: a sender must not fill the state. */
    private Heard heard(Heard before, Touchpoint touchpoint) {
        Heard heard = Boolean.TRUE.equals(touchpoint.getConsent()) ? before.agreed() : before;
        return engines.names(touchpoint.getChannel()) ? heard.by(touchpoint.getChannel()) : heard;
    }

    /** Everything that fell due before the clock, on every journey; journeys that are over and forgotten go. */
    public void advance(CustomerRecord customer, long clock, CustomerOutput output) {
        for (OnJourney on : customer.journeys) {
            Place before = Place.of(on.state().standing());
            on.engine()
                    .advance(
                            on.state(),
                            clock,
                            new Telling(
                                    on,
                                    output,
                                    on.state().replayUntil(),
                                    Telling.stood(before),
                                    customer.lastEvent,
                                    LastEvent.NAMED));
            on.moved(before, output);
        }
        customer.journeys.removeIf(on -> {
            boolean over = on.engine().forgetAt(on.state()) < clock;
            if (over) {
                on.leave(output);
            }
            return over;
        });
    }

    /** Every active journey begins with the customer's first touchpoint, whatever it is; sorted by the journeys' ids. */
    private void begin(CustomerRecord customer) {
        List<JourneyEngine> active = engines.active();
        List<OnJourney> journeys = customer.journeys;
        for (int i = 0; i < active.size(); i++) {
            JourneyEngine engine = active.get(i);
            String id = engine.journey().definition().id();
            int place = customer.place(id);
            if (!customer.isAt(place, id)) {
                journeys.add(place, new OnJourney(engine, engine.begin()));
            }
        }
    }

    private JourneyEngine activeEngine(OnJourney on) {
        for (JourneyEngine engine : engines.active()) {
            if (engine.journey().definition().id().equals(on.journey())) {
                return engine;
            }
        }
        return on.engine();
    }

    private static Applied apply(
            OnJourney on,
            Match match,
            long replayUntil,
            long clock,
            TailKept kept,
            LastEvent last,
            LastEvent now,
            CustomerOutput output) {
        Place before = Place.of(on.state().standing());
        Applied applied =
                on.engine().apply(on.state(), match, clock, kept, telling(on, replayUntil, last, now, output));
        on.moved(before, output);
        return applied;
    }

    /** Of a touchpoint that belongs to a replay or back-fill up to that time. */
    private static Telling telling(
            OnJourney on, long replayUntil, LastEvent last, LastEvent now, CustomerOutput output) {
        long replayedBefore = on.state().replayUntil();
        on.state().replayedUntil(replayUntil);
        return new Telling(
                on, output, replayedBefore, Telling.stood(Place.of(on.state().standing())), last, now);
    }
}
