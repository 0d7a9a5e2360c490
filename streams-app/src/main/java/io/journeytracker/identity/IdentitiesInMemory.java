package io.journeytracker.identity;

import io.journeytracker.schema.IdentityMessage;
import io.journeytracker.schema.IdentityMessageKind;
import io.journeytracker.schema.IdentityState;
import io.journeytracker.schema.SchemaTrust;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who is who, by the same rules as the topology's and without Kafka: every message arrives at once. For one thread, and for a bounded
 * number of touchpoints: it keeps what they link.
 */
public final class IdentitiesInMemory {

    /** As often a message of one touchpoint may lead to another one: far more than there are kinds of one customer. */
    private static final int MOST_MESSAGES = 10_000;

    private final IdentityRules rules;
    private final boolean linked;
    private final Map<String, IdentityState> nodes = new HashMap<>();
    private final Deque<Letter> mail = new ArrayDeque<>();
    private final IdentityGraph graph;
    private Told told = new Told() {
        @Override
        public void joined(String customer, String winner) {
            // Nobody keeps anything.
        }

        @Override
        public void erased(String customer) {
            // Nobody keeps anything.
        }
    };

    /** Who keeps something of customers. */
    public interface Told {
        /** All that was one customer's is the other one's now. What nobody is told of belongs to nobody any more: that customer must not be followed. */
        void joined(String customer, String winner);

        /** What was kept until now is to be forgotten. */
        void erased(String customer);
    }

    private record Letter(String to, IdentityMessage message) {}

    /** @param linked whether identifiers of one customer are joined; if not, the strongest one of a touchpoint is the customer */
    public IdentitiesInMemory(IdentityRules rules, boolean linked) {
        SchemaTrust.establish();
        this.rules = rules;
        this.linked = linked;
        this.graph = new IdentityGraph(rules, new Kept(), new Post());
    }

    /** From now on. */
    public void telling(Told whom) {
        told = whom;
    }

    /**
     * Learns from a touchpoint.
     *
     * @return the identifier that it came under; empty: it says of nobody, or of somebody who does not want to be followed
     */
    public Optional<String> touched(TouchpointIdentity identity) {
        Identified identified = rules.of(identity);
        Optional<String> found = identified.customer();
        if (found.isEmpty()) {
            return found;
        }
        if (!linked) {
            return found.filter(any -> !Boolean.FALSE.equals(identity.consent()));
        }
        boolean followed = graph.touched(customer(found.get()), identified, identity.consent(), identity.time());
        deliver();
        return found.filter(any -> followed);
    }

    private void deliver() {
        for (int i = 0; i < MOST_MESSAGES && !mail.isEmpty(); i++) {
            Letter letter = mail.poll();
            graph.receive(letter.to(), letter.message());
        }
        mail.clear();
    }

    /** The customer whose identifier it is, as far as is known now. */
    public String customer(String identifier) {
        String at = identifier;
        for (String parent = graph.parent(at); !parent.equals(at); parent = graph.parent(at)) {
            at = parent;
        }
        return at;
    }

    private final class Kept implements IdentityGraph.Nodes {

        @Override
        public IdentityState get(String identifier) {
            return nodes.get(identifier);
        }

        @Override
        public void put(String identifier, IdentityState state) {
            nodes.put(identifier, state);
        }
    }

    private final class Post implements IdentityGraph.Mail {

        @Override
        public void send(String to, IdentityMessage message) {
            mail.add(new Letter(to, message));
        }

        /** What journeys are told in the topology: one is handed over, taken over, or erased. */
        @Override
        public void tell(String customer, IdentityMessage message) {
            if (message.getKind() == IdentityMessageKind.ERASE) {
                told.erased(customer);
            } else if (message.getKind() == IdentityMessageKind.HANDOVER) {
                told.joined(message.getOther(), customer);
            } else if (message.getKind() == IdentityMessageKind.JOIN) {
                mail.add(new Letter(
                        message.getOther(),
                        IdentityMessage.newBuilder(message)
                                .setKind(IdentityMessageKind.HANDOVER)
                                .setOther(customer)
                                .build()));
            }
        }

        @Override
        public void happened(IdentityGraph.Event event) {
            // Nobody counts here.
        }
    }
}
