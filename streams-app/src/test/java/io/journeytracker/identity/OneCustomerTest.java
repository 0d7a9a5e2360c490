package io.journeytracker.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.definition.JourneyCatalog;
import io.journeytracker.engine.JourneyState;
import io.journeytracker.journey.CustomerRecord;
import io.journeytracker.journey.JourneyTopology;
import io.journeytracker.maps.MapFile;
import io.journeytracker.schema.AlertState;
import io.journeytracker.schema.CustomerJourney;
import io.journeytracker.schema.CustomerSnapshot;
import io.journeytracker.schema.CustomerStory;
import io.journeytracker.schema.JourneyAlert;
import io.journeytracker.schema.JourneyTransition;
import io.journeytracker.schema.StoryMove;
import io.journeytracker.schema.StoryTouchpoint;
import io.journeytracker.schema.Touchpoint;
import io.journeytracker.schema.TransitionKind;
import io.journeytracker.store.WriteBehindStore;
import io.journeytracker.testing.ShopMap;
import io.journeytracker.testing.Measurements;
import io.journeytracker.testing.Sizes;
import io.journeytracker.testing.TopologyFixture;
import io.journeytracker.topic.HeaderLong;
import io.journeytracker.topic.Headers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A visitor who turns out to be a known customer: whatever the order in which touchpoints and links arrive, journeys and alerts
 * are those of one customer from the start.
 */
class OneCustomerTest {

    private static final String[] EVENTS = {
        "Viewed", "Viewed", "Viewed", "Added", "Added", "Checked", "Ordered", "Emptied", "Cancelled", "Blinked"
    };
    private static final long END = 7200;

    private static final JourneyCatalog MAPS = JourneyCatalog.of(
            List.of(MapFile.of("shop.yaml", ShopMap.FULL, LocalDate.EPOCH).map()));

    @TempDir
    Path dir;

    private static final List<String> KINDS = List.of("email", "phone", "device", "external");

    /**
     * Who somebody is: one user with the ids they were seen under.
     *
     * @param account of before; an alias tells that it is the same user
     * @param kind of the identifier that they share with their devices
     */
    private record Person(String user, String account, List<String> anonymous, String kind) {

        String shared() {
            return "hash-of-" + user;
        }
    }

    /** By what a touchpoint tells whose the device is that it comes from. */
    private enum Link {
        NONE,
        SIGN_IN,
        ALIAS,
        /** By an identifier that the user is known by as well. */
        SHARED,
        SHARED_OF_USER,
        /** It comes from nobody's device, but from the account of before. */
        ACCOUNT,
        ALIAS_OF_ACCOUNT
    }

    private static final List<Link> LINKS =
            List.of(Link.SIGN_IN, Link.SIGN_IN, Link.ALIAS, Link.SHARED, Link.SHARED, Link.ACCOUNT);

    /** What is left when all is over. */
    private record Outcome(
            Map<String, JourneyState> journeys,
            Map<String, Story> stories,
            Set<List<Object>> standing,
            Map<String, Integer> conversions) {}

    /** What a customer did, and the ids of what happened by it. */
    private record Story(List<StoryTouchpoint> touchpoints, Set<String> moves) {}

    @Test
    void journeysAndAlertsAreThoseOfOneIdFromTheStart() {
        int histories = Sizes.choose(20, 40, 10_000);
        int perRun = 20;
        for (int run = 0; run < histories / perRun; run++) {
            Random random = new Random(run);
            List<Touchpoint> linked = new ArrayList<>();
            List<Touchpoint> one = new ArrayList<>();
            for (int i = 0; i < perRun; i++) {
                history(random, "p" + i, linked, one);
            }
            Collections.shuffle(linked, random);
            one.sort(Comparator.comparing(Touchpoint::getTime));
            Outcome expected = outcome("one" + run, one, random, false);
            Outcome found = outcome("linked" + run, linked, random, true);
            assertThat(found.journeys().keySet())
                    .as("run %d", run)
                    .isEqualTo(expected.journeys().keySet());
            for (String customer : expected.journeys().keySet()) {
                JourneyState is = found.journeys().get(customer);
                JourneyState should = expected.journeys().get(customer);
                assertThat(is.tail()).as("run %d, %s", run, customer).isEqualTo(should.tail());
                assertThat(is.standing()).as("run %d, %s", run, customer).isEqualTo(should.standing());
                assertThat(is).as("run %d, %s", run, customer).isEqualTo(should);
            }
            assertThat(found.stories()).as("run %d", run).isEqualTo(expected.stories());
            assertThat(found.standing()).as("run %d", run).containsExactlyInAnyOrderElementsOf(expected.standing());
            assertThat(found.conversions()).as("run %d", run).isNotEmpty().isEqualTo(expected.conversions());
        }
        Measurements.record(
                "Histories of customers with many identifiers",
                "%,d histories, each in any order and with its links at any place: states, stories, alerts and conversions are those of one identifier from the start"
                        .formatted(histories));
    }

    private static void history(Random random, String name, List<Touchpoint> linked, List<Touchpoint> one) {
        Person person = new Person(
                name,
                name + "-before",
                List.of(name + "-phone", name + "-laptop", name + "-tv"),
                KINDS.get(random.nextInt(KINDS.size())));
        int devices = 1 + random.nextInt(3);
        int count = 1 + random.nextInt(12);
        Set<Integer> unknown = new TreeSet<>();
        for (int device = 0; device < devices; device++) {
            unknown.add(device);
        }
        Set<Link> used = EnumSet.noneOf(Link.class);
        for (int i = 0; i < count; i++) {
            int device = random.nextInt(devices);
            Link link = random.nextInt(3) == 0 ? LINKS.get(random.nextInt(LINKS.size())) : Link.NONE;
            used.add(link);
            if (link != Link.NONE && link != Link.ACCOUNT) {
                unknown.remove(device);
            }
            add(random, person, device, link, i, linked, one);
        }
        // Every device is linked at last, so that all of it is one customer in the end.
        for (int device : unknown) {
            add(random, person, device, Link.SIGN_IN, count + device, linked, one);
        }
        if (used.contains(Link.SHARED)) {
            add(random, person, 0, Link.SHARED_OF_USER, count + devices, linked, one);
        }
        if (used.contains(Link.ACCOUNT)) {
            add(random, person, 0, Link.ALIAS_OF_ACCOUNT, count + devices + 1, linked, one);
        }
    }

    private static void add(
            Random random,
            Person person,
            int device,
            Link link,
            int number,
            List<Touchpoint> linked,
            List<Touchpoint> one) {
        // To the millisecond, so that hardly two are at one time: of those the order stamp decides, which is by arrival
        // here.
        long time = TopologyFixture.START.toEpochMilli() + 1 + random.nextInt((int) END * 1000 - 1);
        Touchpoint.Builder touchpoint = Touchpoint.newBuilder()
                .setEvent(EVENTS[random.nextInt(EVENTS.length)])
                .setTime(time)
                .setReceivedAt(time)
                .setMessageId(person.user() + "/" + number)
                .setSentiment(random.nextInt(4) == 0 ? random.nextInt(21) / 10.0 - 1 : null)
                .setTraits(random.nextInt(5) == 0 ? Map.of("segment", "deals") : Map.of())
                .setProperties(random.nextInt(5) == 0 ? Map.of("coupon", "c" + random.nextInt(3)) : Map.of());
        one.add(Touchpoint.newBuilder(touchpoint).setUserId(person.user()).build());
        String anonymous = person.anonymous().get(device);
        Map<String, String> shared = Map.of(person.kind(), person.shared());
        switch (link) {
            case NONE -> touchpoint.setAnonymousId(anonymous);
            case SIGN_IN -> touchpoint.setAnonymousId(anonymous).setUserId(person.user());
            case ALIAS -> touchpoint.setUserId(person.user()).setPreviousId(anonymous);
            case SHARED -> touchpoint.setAnonymousId(anonymous).setIdentifiers(shared);
            case SHARED_OF_USER -> touchpoint.setUserId(person.user()).setIdentifiers(shared);
            case ACCOUNT -> touchpoint.setUserId(person.account());
            case ALIAS_OF_ACCOUNT -> touchpoint.setUserId(person.user()).setPreviousId(person.account());
        }
        linked.add(touchpoint.build());
    }

    private Outcome outcome(String name, List<Touchpoint> touchpoints, Random random, boolean ticking) {
        try (TopologyFixture shop = new TopologyFixture(MAPS, dir.resolve(name))) {
            Map<String, JourneyAlert> alerts = new HashMap<>();
            for (Touchpoint touchpoint : touchpoints) {
                send(shop, touchpoint);
                if (ticking && random.nextInt(20) == 0) {
                    // Time passes while things are on their way: what falls due meanwhile may have to be taken back.
                    shop.tick(random.nextInt((int) END));
                }
            }
            shop.tick(3 * END);
            while (shop.sweeping()) {
                shop.wait(20);
            }
            shop.alerts().forEach(alert -> alerts.put(alert.getId(), alert));
            assertThat(shop.imbalance()).as("%s: the ledger", name).isZero();
            assertThat(shop.deadLetters()).as("%s: dead letters", name).isEmpty();
            Map<String, JourneyState> journeys = new TreeMap<>();
            Set<String> ids = names(touchpoints);
            ids.forEach(id -> state(shop, id).ifPresent(state -> journeys.put(id, state)));
            Map<String, Story> stories = new TreeMap<>();
            ids.forEach(id -> shop.story(id).ifPresent(story -> stories.put(id, told(story))));
            Set<List<Object>> standing = new HashSet<>();
            alerts.values().stream()
                    .filter(alert -> alert.getState() == AlertState.RAISED)
                    .forEach(alert -> standing.add(List.of(
                            alert.getId(),
                            alert.getKind(),
                            alert.getCustomer(),
                            alert.getStage(),
                            alert.getPersona(),
                            alert.getSince(),
                            alert.getDue())));
            return new Outcome(journeys, stories, standing, shop.conversions());
        }
    }

    private static Story told(CustomerStory story) {
        assertThat(story.getLeftOut()).isZero();
        return new Story(
                List.copyOf(story.getTouchpoints()),
                story.getMoves().stream().map(StoryMove::getId).collect(Collectors.toCollection(TreeSet::new)));
    }

    /** Whatever a customer may be called. */
    private static Set<String> names(List<Touchpoint> touchpoints) {
        Set<String> names = new TreeSet<>();
        for (Touchpoint each : touchpoints) {
            names.add(String.valueOf(each.getUserId()));
            names.add(String.valueOf(each.getPreviousId()));
            names.add("anonymous~" + each.getAnonymousId());
            names.add("anonymous~" + each.getPreviousId());
            each.getIdentifiers().forEach((kind, id) -> names.add(kind + "~" + id));
        }
        return names;
    }

    /** Of touchpoints at one time the order stamp decides, so that it is not the order of arrival. */
    private static void send(TopologyFixture shop, Touchpoint touchpoint) {
        RecordHeaders headers = new RecordHeaders();
        String id = touchpoint.getMessageId();
        headers.add(Headers.ORDER, HeaderLong.bytes(Long.parseLong(id.substring(id.indexOf('/') + 1))));
        shop.sendRecord(new TestRecord<>(null, shop.bytes(touchpoint), headers, TopologyFixture.START));
    }

    @SuppressWarnings("unchecked")
    private static Optional<JourneyState> state(TopologyFixture shop, String customer) {
        var customers = (WriteBehindStore<Bytes, CustomerRecord>) shop.driver.getStateStore(JourneyTopology.CUSTOMERS);
        return Optional.ofNullable(customers.get(Bytes.wrap(customer.getBytes(StandardCharsets.UTF_8))))
                .map(record -> record.journeys().get(0).state());
    }

    // ---- by hand -------------------------------------------------------------------------------------------------

    private static Touchpoint.Builder at(String event, long seconds) {
        long time = TopologyFixture.START.plusSeconds(seconds).toEpochMilli();
        return Touchpoint.newBuilder()
                .setEvent(event)
                .setTime(time)
                .setReceivedAt(time)
                .setMessageId(event + seconds);
    }

    @Test
    void theStoryOfWhoSignsInIsOneFromTheFirstPage() {
        try (TopologyFixture shop = new TopologyFixture(MAPS, dir)) {
            shop.send(at("Viewed", 0).setAnonymousId("phone").setProperties(Map.of("page_path", "/blog")));
            shop.send(at("Viewed", 5).setAnonymousId("laptop").setChannel("web"));
            shop.send(at("Added", 9).setAnonymousId("laptop").setValue(19.5).setCurrency("EUR"));
            shop.send(at("Blinked", 10).setAnonymousId("laptop").setUserId("ann"));
            shop.send(at("Blinked", 11).setAnonymousId("phone").setUserId("ann").setComment("at last"));

            CustomerStory story = shop.story("ann").orElseThrow();
            assertThat(story.getTouchpoints())
                    .extracting(each -> seconds(each.getTime()) + " " + each.getEvent())
                    .containsExactly("0 Viewed", "5 Viewed", "9 Added", "10 Blinked", "11 Blinked");
            assertThat(story.getTouchpoints().get(0).getPage()).isEqualTo("/blog");
            assertThat(story.getTouchpoints().get(4).getComment()).isEqualTo("at last");
            assertThat(story.getMoves())
                    .extracting(move -> seconds(move.getAt()) + " " + move.getKind() + " " + move.getStage())
                    .containsExactly("0 entered browse", "9 advanced cart");
            assertThat(List.of(shop.story("anonymous~phone"), shop.story("anonymous~laptop")))
                    .allMatch(Optional::isEmpty);
        }
    }

    @Test
    void theLosersStallIsTakenBackAndTheWinnersRaised() {
        try (TopologyFixture shop = new TopologyFixture(MAPS, dir)) {
            shop.send(at("Added", 0).setAnonymousId("phone"));
            shop.tick(400);
            shop.send(at("Blinked", 100).setAnonymousId("laptop").setUserId("ann"));
            shop.send(at("Blinked", 10).setAnonymousId("phone").setUserId("ann"));
            shop.tick(401);

            Map<String, List<AlertState>> states = new TreeMap<>();
            for (JourneyAlert alert : shop.alerts()) {
                states.computeIfAbsent(
                                alert.getCustomer() + " since " + seconds(alert.getSince()), k -> new ArrayList<>())
                        .add(alert.getState());
            }
            assertThat(states)
                    .containsEntry("anonymous~phone since 0", List.of(AlertState.RAISED, AlertState.RETRACTED))
                    .containsEntry("ann since 100", List.of(AlertState.RAISED));
            assertThat(shop.visits("merged-away")).isEqualTo(1);
            assertThat(shop.imbalance()).isZero();
        }
    }

    private static long seconds(long time) {
        return (time - TopologyFixture.START.toEpochMilli()) / 1000;
    }

    @Test
    void aTouchpointOfTheLoserThatComesLaterIsTheWinners() {
        try (TopologyFixture shop = new TopologyFixture(MAPS, dir)) {
            shop.send(at("Viewed", 0).setAnonymousId("phone"));
            shop.send(at("Blinked", 1).setAnonymousId("phone").setUserId("ann"));
            shop.send(at("Added", 2).setAnonymousId("phone"));
            List<JourneyTransition> told = shop.transitions();
            assertThat(told.get(told.size() - 1).getCustomer()).isEqualTo("ann");
            assertThat(told.get(told.size() - 1).getKind()).isEqualTo(TransitionKind.ADVANCED);
            assertThat(told)
                    .filteredOn(JourneyTransition::getWithdrawn)
                    .extracting(JourneyTransition::getCustomer, JourneyTransition::getMergedInto)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple("anonymous~phone", "ann"));
        }
    }

    @Test
    void journeysOnTwoVersionsOfAMapGoOnOnTheOlder() {
        try (TopologyFixture shop = new TopologyFixture(MAPS, dir)) {
            shop.send(at("Viewed", 0).setUserId("zoe"));
            JourneyCatalog both = JourneyCatalog.of(List.of(
                    MapFile.of("shop.yaml", ShopMap.FULL, LocalDate.EPOCH).map(),
                    MapFile.of("shop.yaml", ShopMap.FULL.replace("version: 1", "version: 2"), LocalDate.EPOCH)
                            .map()));
            shop.catalog.set(both);
            shop.send(at("Added", 5).setUserId("ann"));
            shop.send(at("Blinked", 6).setUserId("ann").setPreviousId("zoe"));
            JourneyState state = state(shop, "ann").orElseThrow();
            assertThat(state.tail()).hasSize(3);
            Map<String, CustomerSnapshot> last = new TreeMap<>();
            shop.customers().forEach(record -> last.put(record.key(), record.value()));
            CustomerJourney journey = last.get("ann").getJourneys().get(0);
            assertThat(journey.getVersion()).isEqualTo(1);
            assertThat(journey.getStage()).isEqualTo("cart");
            assertThat(journey.getVisited()).containsExactly("browse", "cart");
            assertThat(last.get("zoe")).isNull();
            assertThat(shop.imbalance()).isZero();
        }
    }

    @Test
    void whoDoesNotWantToBeFollowedIsForgotten() {
        try (TopologyFixture shop = new TopologyFixture(MAPS, dir)) {
            shop.send(at("Added", 0).setUserId("ann"));
            shop.tick(400);
            shop.send(at("Blinked", 401).setUserId("ann").setConsent(false));
            shop.send(at("Ordered", 402).setUserId("ann"));
            assertThat(shop.alerts())
                    .extracting(JourneyAlert::getState)
                    .containsExactly(AlertState.RAISED, AlertState.RETRACTED);
            List<TestRecord<String, CustomerSnapshot>> customers = shop.customers();
            assertThat(customers.get(customers.size() - 1).value()).isNull();
            assertThat(shop.visits("erased")).isEqualTo(1);
            assertThat(shop.cohorts().values()).containsOnly(0);
            assertThat(shop.story("ann")).isEmpty();
            assertThat(shop.imbalance()).isZero();
        }
    }

    @Test
    void twoLongPastsBecomeOneApproximatelyAndTheLedgerBalances() {
        Set<String> stages = new TreeSet<>();
        for (boolean annFirst : new boolean[] {true, false}) {
            try (TopologyFixture shop = new TopologyFixture(MAPS, dir.resolve("first" + annFirst))) {
                long day = 86_400;
                for (String user : annFirst ? List.of("ann", "bob") : List.of("bob", "ann")) {
                    boolean ann = user.equals("ann");
                    shop.send(at("Viewed", ann ? 0 : 60).setUserId(user));
                    shop.send(at(ann ? "Checked" : "Added", ann ? 100 : 160).setUserId(user));
                    // Its past is in the checkpoint.
                    shop.send(at("Blinked", day + (ann ? 0 : 10)).setUserId(user));
                }
                shop.send(at("Blinked", day + 20).setUserId("bob").setPreviousId("ann"));
                shop.tick(day + 30);
                Map<String, CustomerSnapshot> last = new TreeMap<>();
                shop.customers().forEach(record -> last.put(record.key(), record.value()));
                assertThat(last.get("bob")).isNull();
                CustomerJourney journey = last.get("ann").getJourneys().get(0);
                stages.add(journey.getStage() + " " + journey.getStatus() + " " + journey.getVisited());
                assertThat(shop.imbalance()).isZero();
                assertThat(shop.merges("approximate")).isEqualTo(1);
                // Sunday and Monday.
                assertThat(shop.cohorts()).isEqualTo(Map.of("2026-02-23 0", 1, "2026-02-23 1", 1));
            }
        }
        assertThat(stages).as("whoever came first").hasSize(1);
    }
}
