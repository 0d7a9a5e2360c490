package io.journeytracker.tail;

import io.journeytracker.definition.CompiledJourney;
import io.journeytracker.definition.JourneyCatalog;
import io.journeytracker.definition.RuleTrial;
import io.journeytracker.schema.CustomerJourney;
import io.journeytracker.schema.CustomerSnapshot;
import io.journeytracker.schema.JourneyTransition;
import io.journeytracker.schema.Touchpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;

/**
 * Puts together what comes by three topics: a touchpoint, what was told of it, and where the customer stands. Of a touchpoint
 * that was handled and of which nothing was told it says why. Used by one thread.
 */
final class Commentary {

    /** The topology handles a touchpoint within a fraction of a second; after this it is worth a word that it has not. */
    static final long PATIENCE_MILLIS = 3_000;

    private static final int CUSTOMERS = 100_000;
    private static final int MESSAGES = 10_000;

    private final Supplier<JourneyCatalog> maps;
    private final Consumer<String> print;
    private final boolean every;
    private final Map<String, CustomerSnapshot> customers = new Recent<>(CUSTOMERS);
    private final Map<String, Boolean> messages = new Recent<>(MESSAGES);
    private final Map<Message, Boolean> shown = new Recent<>(MESSAGES);
    private final List<Waiting> waiting = new ArrayList<>();
    private final Map<Answer, Boolean> early = new Recent<>(MESSAGES);

    /** Topics are read side by side: what is told of a touchpoint may come before the touchpoint. */
    private record Answer(String customer, String journey, long time) {}

    /** Where a touchpoint lies in Kafka. */
    record Position(TopicPartition partition, long offset) {}

    /** One touchpoint, whoever it is addressed to. */
    private record Message(String source, String id, String event, long time) {}

    private record Waiting(
            Message message,
            String customer,
            long time,
            CompiledJourney journey,
            List<RuleTrial> trials,
            boolean duplicate,
            Position position,
            long patientUntil) {

        Waiting patientFor(long later) {
            return new Waiting(message, customer, time, journey, trials, duplicate, position, later);
        }
    }

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

    /** @param sentOn it was addressed to another identifier of the customer before */
    void touchpoint(String customer, Touchpoint touchpoint, Position position, boolean sentOn, long now) {
        Message message = new Message(
                touchpoint.getSource(), touchpoint.getMessageId(), touchpoint.getEvent(), touchpoint.getTime());
        boolean toldBefore = shown.put(message, true) != null && sentOn;
        if (toldBefore) {
            waiting.removeIf(each -> each.message().equals(message));
            print.accept(TailText.sentOn(customer));
        } else {
            print.accept(TailText.touchpoint(customer, touchpoint));
        }
        String id = touchpoint.getMessageId();
        boolean duplicate = !id.isEmpty()
                && messages.put(customer + '\u0000' + touchpoint.getSource() + '\u0000' + id, true) != null;
        if (maps.get().active().isEmpty()) {
            print.accept("    no journey map is published");
        }
        for (CompiledJourney active : maps.get().active()) {
            CompiledJourney journey = travelled(customer, active);
            List<RuleTrial> trials = journey.explain(touchpoint);
            if (!toldBefore) {
                tell(journey, trials);
            }
            Answer answer = new Answer(customer, journey.definition().id(), touchpoint.getTime());
            if (early.remove(answer) == null) {
                waiting.add(new Waiting(
                        message,
                        customer,
                        touchpoint.getTime(),
                        journey,
                        trials,
                        duplicate,
                        position,
                        now + PATIENCE_MILLIS));
            }
        }
    }

    private void tell(CompiledJourney journey, List<RuleTrial> trials) {
        print.accept(TailText.trials(name(journey), trials));
        if (every) {
            trials.stream()
                    .filter(trial -> !trial.matched())
                    .map(TailText::missed)
                    .forEach(print);
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

    /** Whether anything waits for an answer. */
    boolean waits() {
        return !waiting.isEmpty();
    }

    /**
     * Says why nothing moved, of everything that was handled without a word; and of what was not handled for a while, that.
     *
     * @param handled whether the topology has committed that touchpoint, and all that it told of it was taken in here
     */
    void explain(Predicate<Position> handled, long now) {
        for (ListIterator<Waiting> all = waiting.listIterator(); all.hasNext(); ) {
            Waiting each = all.next();
            if (handled.test(each.position())) {
                all.remove();
                print.accept(TailText.nothing(each.customer(), name(each.journey()), reason(each)));
            } else if (each.patientUntil() <= now) {
                all.set(each.patientFor(Long.MAX_VALUE));
                print.accept(TailText.unhandled(each.customer(), name(each.journey())));
            }
        }
    }

    private String reason(Waiting each) {
        return Reason.of(
                each.journey(),
                each.trials(),
                standing(each.customer(), each.journey()),
                each.duplicate(),
                each.time());
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
