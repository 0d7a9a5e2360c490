package io.journeytracker.journey;

import io.journeytracker.definition.CompiledJourney;
import io.journeytracker.definition.Match;
import io.journeytracker.engine.Applied;
import io.journeytracker.engine.Conversion;
import io.journeytracker.engine.JourneyEngine;
import io.journeytracker.engine.JourneyState;
import io.journeytracker.engine.PendingVisit;
import io.journeytracker.engine.Sink;
import io.journeytracker.engine.Standing;
import io.journeytracker.engine.TailKept;
import io.journeytracker.engine.Touch;
import io.journeytracker.engine.Transition;
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
                leave(on, output);
                JourneyState carried =
                        VersionChange.carry(on.state(), on.engine().journey(), active);
                match = VersionChange.asReentry(
                        active.journey().match(touchpoint, record.time(), record.order(), record.id()));
                on = new OnJourney(active, carried);
                journeys.set(i, on);
                output.moved(active.journey(), null, Place.of(carried.standing()));
            }
            unnamed |= match.event() < 0;
            switch (apply(on, match, record.replayUntil(), clock, kept, customer.lastEvent, now, output)) {
                case IN_ORDER -> folded = true;
                case REORDERED -> {
                    folded = true;
                    reordered = true;
                }
                case DUPLICATE -> duplicate = true;
                case LATE -> late = true;
            }
        }
        if (folded && now.after(customer.lastEvent)) {
            customer.lastEvent = unnamed ? now : LastEvent.NAMED;
        }
        return new Outcome(folded, reordered, duplicate, late);
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
                                    stood(before),
                                    customer.lastEvent,
                                    LastEvent.NAMED));
            told(on, before, output);
        }
        customer.journeys.removeIf(on -> {
            boolean over = on.engine().forgetAt(on.state()) < clock;
            if (over) {
                leave(on, output);
            }
            return over;
        });
    }

    /** Everything that was told of the customer is taken back; the record is not to be used any more. */
    void withdraw(CustomerRecord customer, Withdrawal withdrawal, MergeOutput output) {
        customer.journeys.forEach(on -> withdraw(on, customer.lastEvent, withdrawal, output));
    }

    private static void withdraw(OnJourney on, LastEvent last, Withdrawal withdrawal, MergeOutput output) {
        on.engine().withdraw(on.state(), new TakingBack(on, output, last, withdrawal));
        Standing checkpoint = on.state().checkpoint();
        if (checkpoint.visitUndecided()) {
            output.visitWithdrawn(on.engine().journey(), checkpoint, withdrawal);
        }
        pending(on.engine().journey(), checkpoint, -1, output);
        leave(on, output);
    }

    /**
     * All that another customer did is this one's.
     *
     * @param name the customer's
     * @param other of whom everything was {@link #withdraw taken back}; not to be used any more
     * @return whether it is now as if all had been one customer's from the start
     */
    boolean takeOver(
            String name, CustomerRecord customer, CustomerRecord other, long clock, TailKept kept, MergeOutput output) {
        boolean exact = true;
        for (OnJourney theirs : other.journeys) {
            int place = place(customer.journeys, theirs.journey());
            if (!isAt(customer.journeys, place, theirs.journey())) {
                customer.journeys.add(
                        place, new OnJourney(theirs.engine(), theirs.engine().begin()));
            }
            OnJourney ours = customer.journeys.get(place);
            exact &= ours.engine() == theirs.engine();
            if (version(theirs) < version(ours)) {
                // A journey keeps the version that it began with, and theirs began with the older one.
                withdraw(ours, customer.lastEvent, new Withdrawal(name), output);
                OnJourney begun = new OnJourney(theirs.engine(), theirs.engine().begin());
                begun = together(name, begun, ours, clock, kept, customer, other, output)
                        .on();
                customer.journeys.set(place, begun);
                ours = begun;
            }
            Together both = together(name, ours, theirs, clock, kept, customer, other, output);
            customer.journeys.set(place, both.on());
            exact &= both.exact();
        }
        if (other.lastEvent.after(customer.lastEvent)) {
            customer.lastEvent = other.lastEvent;
        }
        return exact;
    }

    private record Together(OnJourney on, boolean exact) {}

    private static Together together(
            String name,
            OnJourney ours,
            OnJourney theirs,
            long clock,
            TailKept kept,
            CustomerRecord customer,
            CustomerRecord other,
            MergeOutput output) {
        JourneyEngine engine = ours.engine();
        JourneyState state = engine == theirs.engine()
                ? theirs.state()
                : VersionChange.translate(theirs.state(), theirs.engine().journey(), engine);
        Place before = Place.of(ours.state().standing());
        Standing checkpoint = ours.state().checkpoint();
        long replayedBefore = ours.state().replayUntil();
        ours.state().replayedUntil(state.replayUntil());
        JourneyEngine.Merged merged = engine.merge(
                ours.state(),
                state,
                clock,
                kept,
                new Telling(ours, output, replayedBefore, stood(before), customer.lastEvent, other.lastEvent));
        OnJourney both = new OnJourney(engine, merged.state());
        visits(engine.journey(), checkpoint, merged.checkpoint(), new Withdrawal(name), output);
        told(both, before, output);
        return new Together(both, merged.exact());
    }

    /** The ledger counts visits where their customer is kept, also those before the checkpoint. */
    private static void visits(
            CompiledJourney journey, Standing before, Standing after, Withdrawal withdrawal, MergeOutput output) {
        boolean same = before.visitUndecided() && after.visitUndecided() && before.sameVisit(after);
        if (before.visitUndecided() && !same) {
            output.visitWithdrawn(journey, before, withdrawal);
        }
        if (after.visitUndecided() && !same) {
            output.visitTaken(journey, after);
        }
        if (!before.pending.equals(after.pending)) {
            pending(journey, before, -1, output);
            pending(journey, after, 1, output);
        }
    }

    private static void pending(CompiledJourney journey, Standing checkpoint, int sign, CustomerOutput output) {
        for (PendingVisit visit : checkpoint.pending) {
            output.conversion(journey, new Conversion(visit, Conversion.Outcome.PENDING), sign);
        }
    }

    private static int version(OnJourney on) {
        return on.engine().journey().definition().version();
    }

    private static int place(List<OnJourney> journeys, String id) {
        int place = 0;
        while (place < journeys.size() && journeys.get(place).journey().compareTo(id) < 0) {
            place++;
        }
        return place;
    }

    private static boolean isAt(List<OnJourney> journeys, int place, String id) {
        return place < journeys.size() && journeys.get(place).journey().equals(id);
    }

    /** Every active journey begins with the customer's first touchpoint, whatever it is; sorted by the journeys' ids. */
    private void begin(CustomerRecord customer) {
        List<JourneyEngine> active = engines.active();
        List<OnJourney> journeys = customer.journeys;
        for (int i = 0; i < active.size(); i++) {
            JourneyEngine engine = active.get(i);
            String id = engine.journey().definition().id();
            int place = place(journeys, id);
            if (!isAt(journeys, place, id)) {
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
        told(on, before, output);
        return applied;
    }

    /** Of a touchpoint that belongs to a replay or back-fill up to that time. */
    private static Telling telling(
            OnJourney on, long replayUntil, LastEvent last, LastEvent now, CustomerOutput output) {
        long replayedBefore = on.state().replayUntil();
        on.state().replayedUntil(replayUntil);
        return new Telling(on, output, replayedBefore, stood(Place.of(on.state().standing())), last, now);
    }

    private static boolean stood(Place place) {
        return place != null && (place.stalled() || place.rule() >= 0);
    }

    private static void told(OnJourney on, Place before, CustomerOutput output) {
        boolean same = before == null
                ? !on.state().standing().begun()
                : before.is(on.state().standing());
        if (!same) {
            output.moved(on.engine().journey(), before, Place.of(on.state().standing()));
        }
    }

    private static void leave(OnJourney on, CustomerOutput output) {
        Place place = Place.of(on.state().standing());
        if (place != null) {
            output.moved(on.engine().journey(), place, null);
        }
    }

    /**
     * Adds to what the engine says which journey it is about, and whether it is old news.
     *
     * @param replayedBefore the state's replayUntil before this touchpoint: what was told live is taken back live
     * @param alertStood an alert stood before this touchpoint
     * @param last the last event before this touchpoint
     * @param now this touchpoint's event
     */
    private record Telling(
            OnJourney on, CustomerOutput output, long replayedBefore, boolean alertStood, LastEvent last, LastEvent now)
            implements Sink {

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
        public void tailFull() {
            output.tailFull(journey());
        }
    }

    /** Adds to what the engine takes back which journey it is about, and why. */
    private record TakingBack(OnJourney on, MergeOutput output, LastEvent last, Withdrawal withdrawal) implements Sink {

        private CompiledJourney journey() {
            return on.engine().journey();
        }

        @Override
        public void told(Transition transition) {
            throw new IllegalStateException("nothing is told of whom everything is taken back");
        }

        @Override
        public void retracted(Transition transition) {
            output.withdrawn(
                    journey(),
                    transition,
                    last.named(journey(), transition, LastEvent.NAMED),
                    transition.at() <= on.state().replayUntil(),
                    withdrawal);
        }

        @Override
        public void touched(Touch touch) {
            throw new IllegalStateException("nothing is told of whom everything is taken back");
        }

        @Override
        public void untouched(Touch touch) {
            output.touch(journey(), touch, -1);
        }

        @Override
        public void counted(Conversion conversion) {
            throw new IllegalStateException("nothing is told of whom everything is taken back");
        }

        @Override
        public void uncounted(Conversion conversion) {
            output.conversion(journey(), conversion, -1);
        }
    }
}
