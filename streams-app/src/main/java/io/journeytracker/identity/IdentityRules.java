package io.journeytracker.identity;

import io.journeytracker.topic.CustomerId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which identifiers count, and which of two is the stronger, in the words of docs/identity.md. Pure, immutable.
 *
 * @param kinds the strongest first
 * @param blocked values that identify nobody, in small letters
 * @param shared values that many customers use: they name a customer where nothing else does, and join nobody
 * @param asWritten an id keeps blanks around it, so that those with and without them are two customers
 */
public record IdentityRules(List<KindRule> kinds, Set<String> blocked, Set<String> shared, boolean asWritten) {

    /** Values that programs send where they know no id. */
    public static final Set<String> NEVER = Set.of(
            "null",
            "nil",
            "none",
            "undefined",
            "nan",
            "unknown",
            "guest",
            "anonymous",
            "visitor",
            "true",
            "false",
            "-1",
            "0",
            "00000000-0000-0000-0000-000000000000",
            "[object object]");

    public static final IdentityRules USUAL = new IdentityRules(
            List.of(
                    new KindRule(CustomerId.USER, 1),
                    new KindRule("external", 20),
                    new KindRule("email", 5),
                    new KindRule("phone", 5),
                    new KindRule(CustomerId.ANONYMOUS, 50),
                    new KindRule("device", 20)),
            NEVER,
            Set.of());

    /** For whoever resolves identities elsewhere, and for logs: the user's id, else the anonymous one, as it is. */
    public static final IdentityRules NONE = new IdentityRules(
            List.of(new KindRule(CustomerId.USER, 1), new KindRule(CustomerId.ANONYMOUS, 1)), Set.of(), Set.of(), true);

    private static final int LONGEST_VALUE = 512;

    public IdentityRules {
        kinds = List.copyOf(kinds);
        blocked = blocked.stream().map(IdentityRules::folded).collect(Collectors.toUnmodifiableSet());
        shared = Set.copyOf(shared);
    }

    /** Rules that pass over blanks around an id. */
    public IdentityRules(List<KindRule> kinds, Set<String> blocked, Set<String> shared) {
        this(kinds, blocked, shared, false);
    }

    /** The identifiers of a touchpoint that count, the strongest first. */
    public Identified of(TouchpointIdentity identity) {
        List<Identifier> found = new ArrayList<>(2);
        add(found, CustomerId.USER, identity.userId());
        add(found, CustomerId.ANONYMOUS, identity.anonymousId());
        identity.identifiers().forEach((kind, value) -> add(found, kind, value));
        if (found.size() > 1) {
            if (found.size() > 2 || compare(found.get(0), found.get(1)) > 0) {
                found.sort(this::compare);
            }
            if (!shared.isEmpty()) {
                withoutShared(found);
            }
        }
        return new Identified(found, previous(identity));
    }

    /** A shared identifier names a customer only where there is nothing else to go by. */
    private void withoutShared(List<Identifier> found) {
        Identifier strongest = found.get(0);
        found.removeIf(each -> shared.contains(each.value()));
        if (found.isEmpty()) {
            found.add(strongest);
        }
    }

    /** An alias does not say whether the id was a user's: it may be either. */
    private List<Identifier> previous(TouchpointIdentity identity) {
        String previous = identity.previousId();
        if (previous == null || previous.equals(identity.anonymousId()) || previous.equals(identity.userId())) {
            return List.of();
        }
        List<Identifier> found = new ArrayList<>(2);
        add(found, CustomerId.USER, previous);
        add(found, CustomerId.ANONYMOUS, previous);
        return found;
    }

    private void add(List<Identifier> found, String kind, String value) {
        if (value == null || rank(kind) == kinds.size()) {
            return;
        }
        String kept = asWritten ? value : value.strip();
        if (!kept.isBlank() && kept.length() <= LONGEST_VALUE && !blocked.contains(folded(kept))) {
            found.add(new Identifier(kind, kept));
        }
    }

    private static String folded(String value) {
        return value.toLowerCase(Locale.ROOT);
    }

    /** Orders the stronger first: by kind, then by value. The order is total, so that no two can each be under the other. */
    int compare(Identifier a, Identifier b) {
        int byKind = Integer.compare(rank(a.kind()), rank(b.kind()));
        return byKind != 0 ? byKind : a.text().compareTo(b.text());
    }

    boolean isStronger(String a, String b) {
        return compare(Identifier.read(a), Identifier.read(b)) < 0;
    }

    /** A kind that is not configured any more is weaker than all others. */
    private int rank(String kind) {
        for (int i = 0; i < kinds.size(); i++) {
            if (kinds.get(i).kind().equals(kind)) {
                return i;
            }
        }
        return kinds.size();
    }

    /** How many more of each kind a customer may take who has these. */
    Map<String, Integer> room(String root, List<String> members) {
        Map<String, Integer> room = new HashMap<>();
        kinds.forEach(rule -> room.put(rule.kind(), rule.most()));
        room.merge(CustomerId.kind(root), -1, Integer::sum);
        members.forEach(member -> room.merge(CustomerId.kind(member), -1, Integer::sum));
        return room;
    }

    /**
     * Whether so much room holds a customer with these identifiers.
     *
     * @param alias users are not counted: somebody said that they are one
     */
    static boolean fits(Map<String, Integer> room, String root, List<String> members, boolean alias) {
        Map<String, Integer> added = new HashMap<>();
        added.merge(CustomerId.kind(root), 1, Integer::sum);
        members.forEach(member -> added.merge(CustomerId.kind(member), 1, Integer::sum));
        if (alias) {
            added.remove(CustomerId.USER);
        }
        return added.entrySet().stream()
                .allMatch(kind -> kind.getValue() <= room.getOrDefault(kind.getKey(), Integer.MAX_VALUE));
    }
}
