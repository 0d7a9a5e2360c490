package io.journeytracker.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.alert.Alerts;
import io.journeytracker.definition.CompiledJourney;
import io.journeytracker.definition.JourneyCatalog;
import io.journeytracker.engine.Conversion;
import io.journeytracker.engine.EndedVisit;
import io.journeytracker.engine.JourneyState;
import io.journeytracker.engine.Seen;
import io.journeytracker.engine.Standing;
import io.journeytracker.engine.TailKept;
import io.journeytracker.engine.Touch;
import io.journeytracker.engine.Transition;
import io.journeytracker.engine.Weeks;
import io.journeytracker.identity.GraphInMotion;
import io.journeytracker.identity.IdentityRules;
import io.journeytracker.identity.TouchpointIdentity;
import io.journeytracker.maps.MapFile;
import io.journeytracker.schema.AlertState;
import io.journeytracker.schema.JourneyAlert;
import io.journeytracker.schema.JourneyTransition;
import io.journeytracker.schema.Touchpoint;
import io.journeytracker.testing.ShopMap;
import io.journeytracker.testing.Sizes;
import io.journeytracker.topic.CustomerId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Histories with links at any place, over several partitions that overtake one another while time passes: states and standing
 * alerts in the end are those of one id from the start.
 */
class FoldedTogetherTest {

    private static final int HISTORIES = Sizes.choose(400, 1_500, 10_000);
    private static final long SPAN = 7_200_000;
    /** A new week begins in the middle. */
    private static final long BEGIN = Weeks.begin(1) - SPAN / 2;

    private static final String[] EVENTS = {
        "Viewed", "Viewed", "Viewed", "Added", "Added", "Checked", "Ordered", "Emptied", "Cancelled", "Blinked"
    };
    private static final JourneyCatalog MAPS = JourneyCatalog.of(
            List.of(MapFile.of("shop.yaml", ShopMap.FULL, LocalDate.EPOCH).map()));

    private record Sent(TouchpointIdentity identity, TouchpointRecord touchpoint) {}

    @Test
    void statesAndStandingAlertsAreThoseOfOneIdFromTheStart() {
        for (int seed = 0; seed < HISTORIES; seed++) {
            Random random = new Random(seed);
            List<Sent> history = history(random);
            Folded one = new Folded();
            history.stream()
                    .sorted(Comparator.comparingLong(sent -> sent.touchpoint().time()))
                    .forEach(sent -> one.touch("ann", sent.touchpoint()));
            one.advance(BEGIN + 2 * SPAN);

            Folded folded = new Folded();
            GraphInMotion motion = new GraphInMotion(IdentityRules.USUAL, 1 + random.nextInt(4), random, folded);
            for (Sent sent : history) {
                motion.touchpoint(sent.touchpoint(), sent.identity());
                while (random.nextInt(3) > 0 && motion.step()) {
                    if (random.nextInt(10) == 0) {
                        // What falls due while things are on their way may have to be taken back.
                        folded.advance(folded.clock + random.nextInt((int) SPAN / 10));
                    }
                }
            }
            motion.settle();
            folded.advance(BEGIN + 2 * SPAN);

            assertThat(folded.states()).as("seed %d", seed).isEqualTo(one.states());
            assertThat(folded.standing()).as("seed %d", seed).isEqualTo(one.standing());
            assertThat(folded.conversions()).as("seed %d: conversions", seed).isEqualTo(one.conversions());
            assertThat(folded.ended()).as("seed %d: ended visits", seed).isEqualTo(one.ended());
            assertThat(folded.weeks()).as("seed %d: weeks", seed).isEqualTo(one.weeks());
            assertThat(folded.balance()).as("seed %d: the ledger", seed).isEqualTo(one.balance());
        }
    }

    private static List<Sent> history(Random random) {
        List<Sent> history = new ArrayList<>();
        int devices = 1 + random.nextInt(4);
        boolean[] known = new boolean[devices];
        int count = 1 + random.nextInt(14);
        for (int i = 0; i < count; i++) {
            int device = random.nextInt(devices);
            boolean signsIn = random.nextInt(4) == 0;
            known[device] |= signsIn;
            history.add(sent(random, device, signsIn, i));
        }
        for (int device = 0; device < devices; device++) {
            if (!known[device]) {
                history.add(sent(random, device, true, count + device));
            }
        }
        return history;
    }

    private static Sent sent(Random random, int device, boolean signsIn, int number) {
        long time = BEGIN + 1 + random.nextInt((int) SPAN - 1);
        Touchpoint touchpoint = Touchpoint.newBuilder()
                .setEvent(EVENTS[random.nextInt(EVENTS.length)])
                .setTime(time)
                .setMessageId("m" + number)
                .setSentiment(random.nextInt(4) == 0 ? random.nextInt(21) / 10.0 - 1 : null)
                .setTraits(random.nextInt(5) == 0 ? Map.of("segment", "deals") : Map.of())
                .setProperties(random.nextInt(5) == 0 ? Map.of("coupon", "c" + random.nextInt(3)) : Map.of())
                .build();
        String email = random.nextInt(5) == 0 ? "e" + device % 2 : null;
        TouchpointIdentity identity = new TouchpointIdentity(
                "device-" + device,
                signsIn ? "ann" : null,
                null,
                email == null ? Map.of() : Map.of("email", email),
                null,
                time);
        long id = TouchpointRecord.id(touchpoint, time, number);
        return new Sent(identity, new TouchpointRecord(touchpoint, time, number, id, Long.MIN_VALUE, false));
    }

    /** Customers as the journey step keeps them, without Kafka. */
    private static final class Folded implements GraphInMotion.Journeys, MergeOutput {

        private final CustomerFold fold = new CustomerFold(new Engines(() -> MAPS));
        private final Alerts alerts = new Alerts("");
        private final Map<String, CustomerRecord> records = new TreeMap<>();
        private final Map<String, JourneyAlert> last = new HashMap<>();
        private final Map<Conversion, Integer> conversions = new HashMap<>();
        private final Map<EndedVisit, Integer> ended = new HashMap<>();
        private final Map<Seen, Integer> weeks = new HashMap<>();
        private int entered;
        private int withdrawn;
        private String customer;
        private long clock = Long.MIN_VALUE;

        @Override
        public void touch(String name, Object touchpoint) {
            customer = name;
            TailKept kept = CustomerId.isUser(name) ? TailKept.GRACE : TailKept.ALL;
            fold.touch(
                    records.computeIfAbsent(name, any -> new CustomerRecord()),
                    (TouchpointRecord) touchpoint,
                    clock,
                    kept,
                    this);
        }

        @Override
        public Object handOver(String name, String winner) {
            CustomerRecord record = records.remove(name);
            if (record == null) {
                return null;
            }
            customer = name;
            CustomerMerge.withdraw(record.copy(), new Withdrawal(winner), this);
            return record;
        }

        @Override
        public void takeOver(String name, Object theirs) {
            customer = name;
            TailKept kept = CustomerId.isUser(name) ? TailKept.GRACE : TailKept.ALL;
            boolean exact = CustomerMerge.takeOver(
                    name,
                    records.computeIfAbsent(name, any -> new CustomerRecord()),
                    (CustomerRecord) theirs,
                    clock,
                    kept,
                    this);
            assertThat(exact).as("%s is exactly one customer", name).isTrue();
        }

        @Override
        public void erase(String name) {
            throw new AssertionError("nobody was asked to be forgotten");
        }

        void advance(long time) {
            clock = Math.max(BEGIN, time);
            records.forEach((name, record) -> {
                customer = name;
                fold.advance(record, clock, this);
            });
        }

        Map<String, JourneyState> states() {
            Map<String, JourneyState> states = new TreeMap<>();
            records.forEach(
                    (name, record) -> states.put(name, record.journeys().get(0).state()));
            return states;
        }

        Set<List<Object>> standing() {
            return last.values().stream()
                    .filter(alert -> alert.getState() == AlertState.RAISED)
                    .map(alert -> List.<Object>of(
                            alert.getId(),
                            alert.getKind(),
                            alert.getCustomer(),
                            alert.getStage(),
                            alert.getPersona(),
                            alert.getSince(),
                            alert.getDue()))
                    .collect(Collectors.toSet());
        }

        /** Visits that were entered and neither taken back nor handed over. */
        int balance() {
            return entered - withdrawn;
        }

        /** What stands of each, whoever it was counted for. */
        Map<Conversion, Integer> conversions() {
            conversions.values().removeIf(count -> count == 0);
            return conversions;
        }

        /** What stands of each, whoever it was counted for. */
        Map<EndedVisit, Integer> ended() {
            ended.values().removeIf(count -> count == 0);
            return ended;
        }

        /** What stands of each, whoever it was counted for. */
        Map<Seen, Integer> weeks() {
            weeks.values().removeIf(count -> count == 0);
            return weeks;
        }

        @Override
        public void transition(
                CompiledJourney journey, Transition transition, String lastEvent, boolean retracted, boolean replay) {
            say(journey, transition, lastEvent, retracted, replay, null);
        }

        private void say(
                CompiledJourney journey,
                Transition transition,
                String lastEvent,
                boolean retracted,
                boolean replay,
                Withdrawal withdrawal) {
            switch (transition.kind()) {
                case ENTERED, ADVANCED, BACK, RETURNED, REOPENED, REENTERED -> {
                    entered += retracted ? 0 : 1;
                    withdrawn += retracted ? 1 : 0;
                }
                default -> {
                    // No visit begins.
                }
            }
            JourneyTransition told =
                    TransitionRecords.of(customer, journey, transition, lastEvent, retracted, replay, transition.at());
            told.setWithdrawn(withdrawal != null);
            alerts.of(told).ifPresent(alert -> last.put(alert.getId(), alert));
        }

        @Override
        public void withdrawn(
                CompiledJourney journey,
                Transition transition,
                String lastEvent,
                boolean replay,
                Withdrawal withdrawal) {
            say(journey, transition, lastEvent, true, replay, withdrawal);
        }

        @Override
        public void visitWithdrawn(CompiledJourney journey, Standing visit, Withdrawal withdrawal) {
            withdrawn++;
        }

        @Override
        public void visitTaken(CompiledJourney journey, Standing visit) {
            entered++;
        }

        @Override
        public void touch(CompiledJourney journey, Touch touch, int sign) {
            // Counted by the topology's test.
        }

        @Override
        public void conversion(CompiledJourney journey, Conversion conversion, int sign) {
            conversions.merge(conversion, sign, Integer::sum);
        }

        @Override
        public void ended(CompiledJourney journey, EndedVisit visit, int sign) {
            ended.merge(visit, sign, Integer::sum);
        }

        @Override
        public void seen(CompiledJourney journey, Seen seen, int sign) {
            weeks.merge(seen, sign, Integer::sum);
        }

        @Override
        public void moved(CompiledJourney journey, Place before, Place after) {
            // Counted by the topology's test.
        }

        @Override
        public void tailFull(CompiledJourney journey) {
            throw new AssertionError("the tail was full");
        }
    }
}
