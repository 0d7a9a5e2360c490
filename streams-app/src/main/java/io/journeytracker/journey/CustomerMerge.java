package io.journeytracker.journey;

import io.journeytracker.definition.CompiledJourney;
import io.journeytracker.engine.Conversion;
import io.journeytracker.engine.EndedVisit;
import io.journeytracker.engine.JourneyEngine;
import io.journeytracker.engine.JourneyState;
import io.journeytracker.engine.PendingVisit;
import io.journeytracker.engine.Seen;
import io.journeytracker.engine.Sink;
import io.journeytracker.engine.Standing;
import io.journeytracker.engine.TailKept;
import io.journeytracker.engine.Touch;
import io.journeytracker.engine.Transition;
import io.journeytracker.engine.VersionChange;
import io.journeytracker.engine.Weeks;
import io.journeytracker.journey.CustomerRecord.OnJourney;

/**
 * Takes back what was told of one customer, and puts two customers together who turn out to be one. No Kafka in here, as in {@link
 * CustomerFold}.
 */
final class CustomerMerge {

    private CustomerMerge() {}

    /** Everything that was told of the customer is taken back; the record is not to be used any more. */
    static void withdraw(CustomerRecord customer, Withdrawal withdrawal, MergeOutput output) {
        customer.journeys.forEach(on -> withdraw(on, customer.lastEvent, withdrawal, output));
    }

    private static void withdraw(OnJourney on, LastEvent last, Withdrawal withdrawal, MergeOutput output) {
        on.engine().withdraw(on.state(), new TakingBack(on, output, last, withdrawal));
        Standing checkpoint = on.state().checkpoint();
        if (checkpoint.visitUndecided()) {
            output.visitWithdrawn(on.engine().journey(), checkpoint, withdrawal);
        }
        pending(on.engine().journey(), checkpoint, -1, output);
        weeks(on.engine().journey(), checkpoint, -1, output);
        on.leave(output);
    }

    /**
     * All that another customer did is this one's.
     *
     * @param name the customer's
     * @param other of whom everything was {@link #withdraw taken back}; not to be used any more
     * @return whether it is now as if all had been one customer's from the start
     */
    static boolean takeOver(
            String name, CustomerRecord customer, CustomerRecord other, long clock, TailKept kept, MergeOutput output) {
        boolean exact = true;
        for (OnJourney theirs : other.journeys) {
            int place = customer.place(theirs.journey());
            if (!customer.isAt(place, theirs.journey())) {
                customer.journeys.add(
                        place, new OnJourney(theirs.engine(), theirs.engine().begin()));
            }
            OnJourney ours = customer.journeys.get(place);
            exact &= ours.engine() == theirs.engine();
            if (theirs.version() < ours.version()) {
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
        customer.heard = customer.heard.and(other.heard);
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
                new Telling(ours, output, replayedBefore, Telling.stood(before), customer.lastEvent, other.lastEvent));
        OnJourney both = new OnJourney(engine, merged.state());
        visits(engine.journey(), checkpoint, merged.checkpoint(), new Withdrawal(name), output);
        both.moved(before, output);
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
        if (before.firstWeek != after.firstWeek || before.weeks != after.weeks) {
            weeks(journey, before, -1, output);
            weeks(journey, after, 1, output);
        }
    }

    private static void weeks(CompiledJourney journey, Standing checkpoint, int sign, CustomerOutput output) {
        for (int after = 0; after < Weeks.FOLLOWED; after++) {
            if ((checkpoint.weeks >>> after & 1) != 0) {
                output.seen(journey, new Seen(checkpoint.firstWeek, after), sign);
            }
        }
    }

    private static void pending(CompiledJourney journey, Standing checkpoint, int sign, CustomerOutput output) {
        for (PendingVisit visit : checkpoint.pending) {
            output.conversion(journey, new Conversion(visit, Conversion.Outcome.PENDING), sign);
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

        @Override
        public void ended(EndedVisit visit) {
            throw new IllegalStateException("nothing is told of whom everything is taken back");
        }

        @Override
        public void unended(EndedVisit visit) {
            output.ended(journey(), visit, -1);
        }

        @Override
        public void seen(Seen seen) {
            throw new IllegalStateException("nothing is told of whom everything is taken back");
        }

        @Override
        public void unseen(Seen seen) {
            output.seen(journey(), seen, -1);
        }
    }
}
