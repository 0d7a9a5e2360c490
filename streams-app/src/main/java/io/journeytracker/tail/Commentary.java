package io.journeytracker.tail;

import io.journeytracker.definition.CompiledJourney;
import io.journeytracker.definition.JourneyCatalog;
import io.journeytracker.definition.RuleTrial;
import io.journeytracker.schema.CustomerJourney;
import io.journeytracker.schema.CustomerSnapshot;
import io.journeytracker.schema.JourneyTransition;
import io.journeytracker.schema.Touchpoint;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Puts together what comes by three topics: a touchpoint, what was told of it, and where the customer stands. Of a touchpoint
 * of which nothing was told for a while it says why. Used by one thread.
 */
final class Commentary {

    /** The topology answers within a fraction of a second; a reader of committed records may wait a little longer. */
    static final long ANSWER_MILLIS = 3_000;

    private static final int CUSTOMERS = 100_000;
    private static final int MESSAGES = 10_000;

    private final Supplier<JourneyCatalog> maps;
    private final Consumer<String> print;
    private final boolean every;
    private final Map<String, CustomerSnapshot> customers = new Recent<>(CUSTOMERS);
    private final Map<String, Boolean> messages = new Recent<>(MESSAGES);
    private final List<Waiting> waiting = new ArrayList<>();
    private final Map<Answer, Boolean> early = new Recent<>(MESSAGES);

    /** Topics are read side by side: what is told of a touchpoint may come before the touchpoint. */
    private record Answer(String customer, String journey, long time) {}

    private record Waiting(
            String customer,
            long time,
            CompiledJourney journey,
            List<RuleTrial> trials,
            boolean duplicate,
            long until) {}

    /** @param every tell also of each rule that did not match, why */
    Commentary(Supplier<JourneyCatalog> maps, boolean every, Consumer<String> print) {
        this.maps = maps;
        this.every = every;
        this.print = print;
    }

    /** Where a customer stands; null: nowhere any more. */
    void snapshot(String customer, CustomerSnapshot snapshot) {
        if (snapshot == null) {
            customers.remove(customer);
        } else {
            customers.put(customer, snapshot);
        }
    }

    void touchpoint(String customer, Touchpoint touchpoint, long now) {
        print.accept(TailText.touchpoint(customer, touchpoint));
        String id = touchpoint.getMessageId();
        boolean duplicate = !id.isEmpty()
                && messages.put(customer + '\u0000' + touchpoint.getSource() + '\u0000' + id, true) != null;
        if (maps.get().active().isEmpty()) {
            print.accept("    no journey map is published");
        }
        for (CompiledJourney active : maps.get().active()) {
            CompiledJourney journey = travelled(customer, active);
            List<RuleTrial> trials = journey.explain(touchpoint);
            print.accept(TailText.trials(name(journey), trials));
            if (every) {
                trials.stream()
                        .filter(trial -> !trial.matched())
                        .map(TailText::missed)
                        .forEach(print);
            }
            Answer answer = new Answer(customer, journey.definition().id(), touchpoint.getTime());
            if (early.remove(answer) == null) {
                waiting.add(
                        new Waiting(customer, touchpoint.getTime(), journey, trials, duplicate, now + ANSWER_MILLIS));
            }
        }
    }

    /** A customer in flight keeps the version that the journey began with. */
    private CompiledJourney travelled(String customer, CompiledJourney active) {
        return standing(customer, active)
                .flatMap(at -> maps.get().find(at.getJourney(), at.getVersion()))
                .orElse(active);
    }

    void transition(JourneyTransition transition) {
        print.accept(TailText.transition(transition));
        boolean awaited = waiting.removeIf(each -> each.customer().equals(transition.getCustomer())
                && each.journey().definition().id().equals(transition.getJourney())
                && each.time() == transition.getAt());
        if (!awaited) {
            early.put(new Answer(transition.getCustomer(), transition.getJourney(), transition.getAt()), true);
        }
    }

    /** Says of whatever has waited long enough why nothing moved. */
    void explain(long now) {
        for (Iterator<Waiting> all = waiting.iterator(); all.hasNext(); ) {
            Waiting each = all.next();
            if (each.until() <= now) {
                all.remove();
                print.accept(TailText.nothing(
                        each.customer(),
                        name(each.journey()),
                        Reason.of(
                                each.journey(),
                                each.trials(),
                                standing(each.customer(), each.journey()),
                                each.duplicate(),
                                each.time())));
            }
        }
    }

    private Optional<CustomerJourney> standing(String customer, CompiledJourney journey) {
        return Optional.ofNullable(customers.get(customer)).stream()
                .flatMap(snapshot -> snapshot.getJourneys().stream())
                .filter(at -> at.getJourney().equals(journey.definition().id()))
                .findFirst();
    }

    private static String name(CompiledJourney journey) {
        return journey.definition().id() + " version " + journey.definition().version();
    }
}
