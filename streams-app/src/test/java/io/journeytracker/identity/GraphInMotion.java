package io.journeytracker.identity;

import io.journeytracker.schema.IdentityMessage;
import io.journeytracker.schema.IdentityMessageKind;
import io.journeytracker.schema.IdentityState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Identifiers on several partitions whose messages and touchpoints overtake one another as they may on Kafka: in order from one
 * partition to another, in any order between them.
 */
public final class GraphInMotion {

    private final Random random;
    private final int partitions;
    private final Map<String, IdentityState> states = new HashMap<>();
    private final Journeys journeys;
    private final IdentityRules rules;
    private final IdentityGraph graph;
    private final List<Deque<Letter>> ways = new ArrayList<>();
    private final Map<IdentityGraph.Event, Integer> happened = new HashMap<>();
    private int here;
    private int sent;
    private Object load;

    /** A message, or a touchpoint by its name. */
    private record Letter(String to, IdentityMessage message, TouchpointIdentity identity, Object load) {}

    /** What is kept of customers. */
    public interface Journeys {
        void touch(String customer, Object touchpoint);

        /** All there is of the customer, who is forgotten; null: nothing. */
        Object handOver(String customer, String winner);

        void takeOver(String customer, Object theirs);

        void erase(String customer);
    }

    public GraphInMotion(IdentityRules rules, int partitions, Random random, Journeys journeys) {
        this.journeys = journeys;
        this.rules = rules;
        this.partitions = partitions;
        this.random = random;
        for (int i = 0; i < (partitions + 1) * partitions; i++) {
            ways.add(new ArrayDeque<>());
        }
        this.graph = new IdentityGraph(
                rules,
                new IdentityGraph.Nodes() {
                    @Override
                    public IdentityState get(String identifier) {
                        return states.get(identifier);
                    }

                    @Override
                    public void put(String identifier, IdentityState state) {
                        states.put(identifier, state);
                    }
                },
                new IdentityGraph.Mail() {
                    @Override
                    public void send(String to, IdentityMessage message) {
                        // What is handed over travels on with the message.
                        post(new Letter(
                                to, message, null, message.getKind() == IdentityMessageKind.HANDOVER ? load : null));
                    }

                    @Override
                    public void tell(String customer, IdentityMessage message) {
                        told(customer, message);
                    }

                    @Override
                    public void happened(IdentityGraph.Event event) {
                        happened.merge(event, 1, Integer::sum);
                    }
                });
    }

    private int home(String identifier) {
        return Math.floorMod(identifier.hashCode(), partitions);
    }

    private void post(Letter letter) {
        sent++;
        ways.get(here * partitions + home(letter.to())).add(letter);
    }

    private void told(String customer, IdentityMessage message) {
        if (message.getKind() == IdentityMessageKind.JOIN) {
            String winner = message.getOther();
            message.setKind(IdentityMessageKind.HANDOVER);
            message.setOther(customer);
            Object theirs = journeys.handOver(customer, winner);
            if (theirs != null || !message.getMembers().isEmpty() || message.getConsent() != null) {
                post(new Letter(winner, message, null, theirs));
            }
        } else if (message.getKind() == IdentityMessageKind.ERASE) {
            journeys.erase(customer);
        } else if (load != null) {
            journeys.takeOver(customer, load);
        }
    }

    /** A producer's touchpoint, on its way to where the strongest of its identifiers is kept. */
    public void touchpoint(Object touchpoint, TouchpointIdentity identity) {
        String to = rules.of(identity).customer().orElseThrow();
        ways.get(partitions * partitions + home(to)).add(new Letter(to, null, identity, touchpoint));
    }

    /** Lets one thing arrive; false: everything has. */
    public boolean step() {
        List<Integer> open = new ArrayList<>();
        for (int i = 0; i < ways.size(); i++) {
            if (!ways.get(i).isEmpty()) {
                open.add(i);
            }
        }
        if (open.isEmpty()) {
            return false;
        }
        int way = open.get(random.nextInt(open.size()));
        here = way % partitions;
        arrive(ways.get(way).poll());
        return true;
    }

    private void arrive(Letter letter) {
        load = letter.load();
        if (letter.message() != null) {
            graph.receive(letter.to(), letter.message());
            return;
        }
        String parent = graph.parent(letter.to());
        if (!parent.equals(letter.to())) {
            post(new Letter(parent, null, letter.identity(), letter.load()));
        } else if (graph.touched(
                letter.to(),
                rules.of(letter.identity()),
                letter.identity().consent(),
                letter.identity().time())) {
            journeys.touch(letter.to(), letter.load());
        }
    }

    public void settle() {
        while (step()) {
            if (sent > 100_000) {
                throw new IllegalStateException("it does not come to rest");
            }
        }
    }

    int sent() {
        return sent;
    }

    int happened(IdentityGraph.Event event) {
        return happened.getOrDefault(event, 0);
    }
}
