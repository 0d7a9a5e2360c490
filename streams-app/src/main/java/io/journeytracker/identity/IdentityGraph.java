package io.journeytracker.identity;

import io.journeytracker.schema.IdentityMessage;
import io.journeytracker.schema.IdentityMessageKind;
import io.journeytracker.schema.IdentityState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Who is who: identifiers, each with a stronger one of the same customer above it, up to the one that names the customer. An
 * identifier is kept on its own partition, and partitions talk to one another by messages. docs/identity.md tells the rules.
 *
 * <p>Every parent is stronger than its child in one total order ({@link IdentityRules#compare}), so there is no way round in
 * a circle, and whatever the order in which messages arrive, identifiers that are linked end under the strongest of them.
 * This is the union-find of Tarjan and van Leeuwen (1984) with linking by a fixed order, spread over partitions.
 *
 * <p>Pure rules over what {@link Nodes} keeps and {@link Mail} sends.
 */
final class IdentityGraph {

    /** What belonged to somebody else is remembered up to this number, so as not to be asked for again. */
    private static final int MOST_REFUSED = 50;

    private final IdentityRules rules;
    private final Nodes nodes;
    private final Mail mail;

    /** What is kept of the identifiers of this partition. Values are not to be written to. */
    interface Nodes {
        /** Null: nothing. */
        IdentityState get(String identifier);

        void put(String identifier, IdentityState state);
    }

    /** Where messages go. */
    interface Mail {
        /** To the partition where the identifier is kept. */
        void send(String to, IdentityMessage message);

        /** To this partition's journeys. */
        void tell(String customer, IdentityMessage message);

        /** For those who count. */
        void happened(Event event);
    }

    /** What happens to links. */
    enum Event {
        LINKED,
        JOINED,
        REFUSED,
        LIMITED
    }

    IdentityGraph(IdentityRules rules, Nodes nodes, Mail mail) {
        this.rules = rules;
        this.nodes = nodes;
        this.mail = mail;
    }

    /** Under whom the identifier is; itself: it names a customer. */
    String parent(String identifier) {
        IdentityState state = nodes.get(identifier);
        return state == null || state.getParent() == null ? identifier : state.getParent();
    }

    /**
     * A touchpoint of a customer: what it links is asked for.
     *
     * @param customer an identifier without a parent
     * @param consent what it says about being followed; null: nothing
     * @param time of the touchpoint
     * @return whether the customer may be followed
     */
    boolean touched(String customer, Identified identified, Boolean consent, long time) {
        IdentityState state = nodes.get(customer);
        if (!identified.joinsNothing()) {
            state = link(customer, state, identified);
        }
        if (consent != null) {
            state = consent(customer, state, consent, time);
        }
        return mayBeFollowed(state);
    }

    private static boolean mayBeFollowed(IdentityState state) {
        return state == null || !Boolean.FALSE.equals(state.getConsent());
    }

    private IdentityState link(String customer, IdentityState known, Identified identified) {
        IdentityState state = known;
        for (Identifier each : identified.identifiers()) {
            if (!each.is(customer) && isNew(state, each)) {
                state = ask(customer, state, each.text(), false);
            }
        }
        for (Identifier each : identified.previous()) {
            String other = each.text();
            if (!other.equals(customer) && (state == null || !state.getMembers().contains(other))) {
                state = rules.isStronger(other, customer)
                        ? remember(customer, state, other, () -> mail.send(other, link(customer, true)))
                        : ask(customer, state, other, true);
            }
        }
        return state;
    }

    private static boolean isNew(IdentityState state, Identifier other) {
        return state == null || (!other.isAmong(state.getMembers()) && !other.isAmong(state.getRefused()));
    }

    /** The stronger asks for the weaker, if it has room. */
    private IdentityState ask(String customer, IdentityState known, String weaker, boolean alias) {
        Map<String, Integer> room = rules.room(customer, known == null ? List.of() : known.getMembers());
        if (!IdentityRules.fits(room, weaker, List.of(), alias)) {
            mail.happened(Event.LIMITED);
            return known;
        }
        return remember(customer, known, weaker, () -> claim(customer, known, weaker, alias));
    }

    private void claim(String customer, IdentityState state, String weaker, boolean alias) {
        IdentityMessage claim = message(IdentityMessageKind.CLAIM, customer);
        claim.setAlias(alias);
        claim.setRoom(rules.room(customer, state == null ? List.of() : state.getMembers()));
        mail.send(weaker, claim);
    }

    private IdentityState remember(String customer, IdentityState known, String member, Runnable send) {
        IdentityState state = copy(known);
        state.getMembers().add(member);
        state.getRefused().remove(member);
        nodes.put(customer, state);
        mail.happened(Event.LINKED);
        send.run();
        return state;
    }

    /** By time and not by arrival; at one time a no stands. */
    private IdentityState consent(String customer, IdentityState known, boolean consent, long time) {
        IdentityState state = copy(known);
        if (!agree(state, consent, time)) {
            return known;
        }
        nodes.put(customer, state);
        if (!mayBeFollowed(state) && mayBeFollowed(known)) {
            mail.tell(customer, message(IdentityMessageKind.ERASE, ""));
        }
        return state;
    }

    private static boolean agree(IdentityState state, Boolean consent, long time) {
        boolean later = state.getConsent() == null
                || time > state.getConsentAt()
                || (time == state.getConsentAt() && state.getConsent() && !consent);
        if (later) {
            state.setConsent(consent);
            state.setConsentAt(time);
        }
        return later;
    }

    // ---- messages ------------------------------------------------------------------------------------------------

    /** @param to an identifier that is kept here */
    void receive(String to, IdentityMessage message) {
        IdentityState state = copy(nodes.get(to));
        switch (message.getKind()) {
            case LINK -> linked(to, state, message);
            case CLAIM -> claimed(to, state, message);
            case ADOPTED -> adopted(to, state, message);
            case REFUSED -> refused(to, state, message.getOther());
            case HANDOVER -> takeOver(to, state, message);
            case JOIN, ERASE, UNKNOWN ->
                throw new IllegalArgumentException("a message " + message.getKind() + " came from another partition");
        }
    }

    /** Here is the stronger of the two. */
    private void linked(String to, IdentityState state, IdentityMessage message) {
        String other = message.getOther();
        if (state.getParent() != null) {
            again(state.getParent(), other, message.getAlias());
        } else if (state.getMembers().contains(other)) {
            // Perhaps it came with somebody who was asking for it, and nobody has asked on behalf of this one.
            claim(to, state, other, message.getAlias());
        } else if (message.getAlias() || !state.getRefused().contains(other)) {
            ask(to, state, other, message.getAlias());
        }
    }

    /** Two that are one customer; the stronger of them hears of it. */
    private void again(String a, String b, boolean alias) {
        if (a.equals(b)) {
            return;
        }
        boolean first = rules.isStronger(a, b);
        mail.send(first ? a : b, link(first ? b : a, alias));
    }

    /** A stronger one asks for this one. */
    private void claimed(String to, IdentityState state, IdentityMessage message) {
        String by = message.getOther();
        String parent = state.getParent();
        if (!rules.isStronger(by, to)) {
            // Asked before the configuration changed what is stronger.
            again(to, by, message.getAlias());
        } else if (parent != null) {
            if (parent.equals(by)) {
                return;
            }
            if (IdentityRules.fits(message.getRoom(), parent, List.of(), message.getAlias())) {
                again(parent, by, message.getAlias());
            } else {
                refuse(to, by);
            }
        } else if (!IdentityRules.fits(message.getRoom(), to, state.getMembers(), message.getAlias())) {
            refuse(to, by);
        } else {
            join(to, state, by);
        }
    }

    private void refuse(String to, String by) {
        mail.happened(Event.REFUSED);
        mail.send(by, message(IdentityMessageKind.REFUSED, to));
    }

    private void join(String to, IdentityState state, String winner) {
        IdentityMessage handOver = message(IdentityMessageKind.JOIN, winner);
        List<String> members = new ArrayList<>(state.getMembers());
        if (!state.getRefused().isEmpty()) {
            // Before that it may have refused this very winner, who hears of the refusal last and gives it up: so it is
            // handed over.
            members.add(to);
        }
        handOver.setMembers(members);
        handOver.setConsent(state.getConsent());
        handOver.setConsentAt(state.getConsentAt());
        IdentityState child = new IdentityState();
        child.setParent(winner);
        child.setMembers(new ArrayList<>());
        child.setRefused(new ArrayList<>());
        nodes.put(to, child);
        mail.happened(Event.JOINED);
        mail.tell(to, handOver);
    }

    /**
     * Its parent is part of another customer now: the way becomes shorter. Of an identifier that was only being asked for the
     * parent is another one, and must stay.
     */
    private void adopted(String to, IdentityState state, IdentityMessage message) {
        String parent = state.getParent();
        if (parent != null && message.getMembers().contains(parent) && rules.isStronger(message.getOther(), parent)) {
            state.setParent(message.getOther());
            nodes.put(to, state);
        }
    }

    private void refused(String to, IdentityState state, String other) {
        if (state.getMembers().remove(other)) {
            state.getRefused().add(other);
            if (state.getRefused().size() > MOST_REFUSED) {
                state.getRefused().remove(0);
            }
            nodes.put(to, state);
        }
    }

    private void takeOver(String to, IdentityState state, IdentityMessage message) {
        if (state.getParent() != null) {
            mail.send(state.getParent(), message);
            return;
        }
        for (String member : message.getMembers()) {
            if (!member.equals(to)) {
                adopt(to, state, member, message.getOther());
            }
        }
        if (!state.getMembers().contains(message.getOther())) {
            state.getMembers().add(message.getOther());
        }
        boolean before = mayBeFollowed(state);
        if (message.getConsent() != null) {
            agree(state, message.getConsent(), message.getConsentAt());
        }
        nodes.put(to, state);
        if (mayBeFollowed(state)) {
            mail.tell(to, message);
        } else if (before) {
            mail.tell(to, message(IdentityMessageKind.ERASE, ""));
        }
    }

    private void adopt(String to, IdentityState state, String member, String from) {
        if (!state.getMembers().contains(member)) {
            state.getMembers().add(member);
        }
        IdentityMessage adopted = message(IdentityMessageKind.ADOPTED, to);
        adopted.setMembers(List.of(from));
        mail.send(member, adopted);
    }

    private static IdentityMessage link(String other, boolean alias) {
        IdentityMessage link = message(IdentityMessageKind.LINK, other);
        link.setAlias(alias);
        return link;
    }

    private static IdentityMessage message(IdentityMessageKind kind, String other) {
        return IdentityMessage.newBuilder().setKind(kind).setOther(other).build();
    }

    private static IdentityState copy(IdentityState state) {
        IdentityState copy = new IdentityState();
        copy.setParent(state == null ? null : state.getParent());
        copy.setMembers(state == null ? new ArrayList<>() : new ArrayList<>(state.getMembers()));
        copy.setRefused(state == null ? new ArrayList<>() : new ArrayList<>(state.getRefused()));
        copy.setConsent(state == null ? null : state.getConsent());
        copy.setConsentAt(state == null ? 0 : state.getConsentAt());
        return copy;
    }
}
