package io.journeytracker.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class IdentityGraphTest {

    /** Nothing limits what may be joined, so that what is one customer does not depend on who came first. */
    private static final IdentityRules UNLIMITED = new IdentityRules(
            List.of(
                    new KindRule("user", 1000),
                    new KindRule("email", 1000),
                    new KindRule("anonymous", 1000),
                    new KindRule("device", 1000)),
            Set.of(),
            Set.of());

    private int touchpoints;

    @Test
    void whateverTheOrderOfArrivalLinkedIdentifiersEndUnderTheStrongest() {
        for (int seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            Sets journeys = new Sets();
            GraphInMotion motion = new GraphInMotion(UNLIMITED, 1 + random.nextInt(4), random, journeys);
            List<TouchpointIdentity> sent = new ArrayList<>();
            int count = 1 + random.nextInt(20);
            for (int i = 0; i < count; i++) {
                TouchpointIdentity identity = someone(random);
                motion.touchpoint("t" + i, identity);
                sent.add(identity);
                while (random.nextInt(3) > 0 && motion.step()) {
                    // Some arrives before the next is sent.
                }
            }
            motion.settle();
            assertThat(journeys.touchpoints).as("seed %d", seed).isEqualTo(components(sent));
        }
    }

    private static TouchpointIdentity someone(Random random) {
        String anonymous = random.nextInt(3) == 0 ? null : "a" + random.nextInt(5);
        String user = random.nextInt(2) == 0 ? null : "u" + random.nextInt(4);
        String previous = user != null && random.nextInt(6) == 0 ? "u" + random.nextInt(4) : null;
        Map<String, String> others = new HashMap<>();
        if (random.nextInt(4) == 0) {
            others.put("email", "e" + random.nextInt(3));
        }
        if (anonymous == null && user == null || random.nextInt(6) == 0) {
            others.put("device", "d" + random.nextInt(3));
        }
        return new TouchpointIdentity(anonymous, user, previous, others, null, 0L);
    }

    /** The same by a naive reading: sets are united until nothing changes. */
    private static Map<String, Set<Object>> components(List<TouchpointIdentity> sent) {
        List<Set<Identifier>> groups = new ArrayList<>();
        for (TouchpointIdentity identity : sent) {
            Identified identified = UNLIMITED.of(identity);
            Set<Identifier> group = new HashSet<>(identified.identifiers());
            group.addAll(identified.previous());
            groups.removeIf(other -> {
                boolean one = other.stream().anyMatch(group::contains);
                if (one) {
                    group.addAll(other);
                }
                return one;
            });
            groups.add(group);
        }
        Map<String, Set<Object>> customers = new TreeMap<>();
        for (int i = 0; i < sent.size(); i++) {
            Identifier first = UNLIMITED.of(sent.get(i)).identifiers().get(0);
            String strongest = groups.stream()
                    .filter(group -> group.contains(first))
                    .flatMap(Set::stream)
                    .min(UNLIMITED::compare)
                    .orElseThrow()
                    .text();
            customers.computeIfAbsent(strongest, any -> new HashSet<>()).add("t" + i);
        }
        return customers;
    }

    // ---- by hand -------------------------------------------------------------------------------------------------

    private final Sets journeys = new Sets();
    private final GraphInMotion usual = new GraphInMotion(IdentityRules.USUAL, 4, new Random(1), journeys);

    private void comes(String anonymous, String user) {
        usual.touchpoint("t" + touchpoints++, new TouchpointIdentity(anonymous, user, null, Map.of(), null, 0L));
        usual.settle();
    }

    @Test
    void whatWasDoneBeforeSigningInIsTheUsers() {
        comes("phone", null);
        comes("phone", "ann");
        comes("phone", null);
        assertThat(journeys.touchpoints).isEqualTo(Map.of("ann", Set.of("t0", "t1", "t2")));
    }

    @Test
    void aSecondUserOfTheSameBrowserIsSomebodyElse() {
        comes("family-pc", null);
        comes("family-pc", "ann");
        comes("family-pc", "bob");
        comes("family-pc", null);
        assertThat(journeys.touchpoints).isEqualTo(Map.of("ann", Set.of("t0", "t1", "t3"), "bob", Set.of("t2")));
        assertThat(usual.happened(IdentityGraph.Event.REFUSED)).isEqualTo(1);
    }

    @Test
    void aLinkThatIsKnownCostsNothing() {
        comes("phone", "ann");
        comes("family-pc", "bob");
        comes("family-pc", "ann");
        int before = usual.sent();
        for (int i = 0; i < 100; i++) {
            comes("phone", "ann");
            comes("family-pc", "ann");
        }
        assertThat(usual.sent()).isEqualTo(before);
    }

    @Test
    void anAliasJoinsTwoUsersAlsoAfterTheyWereKeptApart() {
        comes("pc", "ann");
        comes("pc", "anna");
        assertThat(journeys.touchpoints).hasSize(2);
        usual.touchpoint("t9", new TouchpointIdentity(null, "anna", "ann", Map.of(), null, 0L));
        usual.settle();
        assertThat(journeys.touchpoints).isEqualTo(Map.of("ann", Set.of("t0", "t1", "t9")));
    }

    @Test
    void noMoreOfAKindAreJoinedThanTheRulesAllow() {
        IdentityRules two =
                new IdentityRules(List.of(new KindRule("user", 1), new KindRule("anonymous", 2)), Set.of(), Set.of());
        GraphInMotion motion = new GraphInMotion(two, 3, new Random(2), journeys);
        for (int i = 0; i < 3; i++) {
            motion.touchpoint("alone" + i, new TouchpointIdentity("a" + i, null, null, Map.of(), null, 0L));
            motion.settle();
            motion.touchpoint("known" + i, new TouchpointIdentity("a" + i, "ann", null, Map.of(), null, 0L));
            motion.settle();
        }
        assertThat(journeys.touchpoints)
                .isEqualTo(Map.of(
                        "ann",
                        Set.of("alone0", "known0", "alone1", "known1", "known2"),
                        "anonymous~a2",
                        Set.of("alone2")));
    }

    @Test
    void blockedValuesIdentifyNobodyAndSharedOnesJoinNobody() {
        IdentityRules rules =
                new IdentityRules(IdentityRules.USUAL.kinds(), Set.of("undefined", "Kiosk-Test"), Set.of("kiosk"));
        assertThat(rules.of(new TouchpointIdentity("a", "undefined", null, Map.of(), null, 0L))
                        .customer())
                .contains("anonymous~a");
        assertThat(rules.of(new TouchpointIdentity("KIOSK-TEST", "UNDEFINED", null, Map.of(), null, 0L))
                        .customer())
                .isEmpty();
        GraphInMotion motion = new GraphInMotion(rules, 2, new Random(3), journeys);
        motion.touchpoint("t0", new TouchpointIdentity("kiosk", "ann", null, Map.of(), null, 0L));
        motion.touchpoint("t1", new TouchpointIdentity("kiosk", null, null, Map.of(), null, 0L));
        motion.touchpoint("t2", new TouchpointIdentity("kiosk", "bob", null, Map.of(), null, 0L));
        motion.settle();
        assertThat(journeys.touchpoints)
                .isEqualTo(Map.of("ann", Set.of("t0"), "bob", Set.of("t2"), "anonymous~kiosk", Set.of("t1")));
    }

    @Test
    void whoDoesNotWantToBeFollowedIsNotByAnyIdentifierUntilTheyDo() {
        comes("phone", "ann");
        usual.touchpoint("no", new TouchpointIdentity("phone", "ann", null, Map.of(), false, 10L));
        usual.settle();
        comes("phone", null);
        comes("laptop", "ann");
        comes("laptop", null);
        assertThat(journeys.touchpoints).isEmpty();
        usual.touchpoint("earlier", new TouchpointIdentity("phone", "ann", null, Map.of(), true, 9L));
        usual.settle();
        assertThat(journeys.touchpoints).isEmpty();
        usual.touchpoint("yes", new TouchpointIdentity("phone", "ann", null, Map.of(), true, 11L));
        usual.settle();
        assertThat(journeys.touchpoints).isEqualTo(Map.of("ann", Set.of("yes")));
    }
}
