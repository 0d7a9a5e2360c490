package io.journeytracker.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.journeytracker.definition.CompiledJourney;
import io.journeytracker.definition.JourneyCatalog;
import io.journeytracker.engine.Sides.Side;
import io.journeytracker.journey.CellKey;
import io.journeytracker.journey.CustomerRecord;
import io.journeytracker.journey.JourneyTopology;
import io.journeytracker.journey.MapPart;
import io.journeytracker.maps.MapFile;
import io.journeytracker.schema.CustomerStory;
import io.journeytracker.schema.MapCell;
import io.journeytracker.store.WriteBehindStore;
import io.journeytracker.testing.TopologyFixture;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergedMapTest {

    private static final CompiledJourney SHOP =
            new CompiledJourney(MapFile.of("shop.yaml", """
                    journey: shop
                    title: Buying
                    owner: shop
                    grace: 1h
                    personas: [{id: deals, title: Bargain hunters, when: traits.segment == "deals", goals: [pay less]}]
                    touchpoints:
                      - {id: page, title: Product page, event: Viewed, class: product, expected-emotion: 0.4}
                      - {id: basket, event: Added, moment-of-truth: true, expected-emotion: -0.4}
                      - {id: leaflet, event: Leaflet Read, class: media}
                      - {id: window, title: Shop window}
                    stages:
                      - id: browse
                        owner: marketing
                        enter: {event: Viewed}
                        targets: {conversion: {to: bought, within: 15m, at-least: 40%}}
                      - id: cart
                        enter: {event: Added}
                        stall: {after: 5m}
                        churn: [{id: abandoned, silent: 40m}]
                        targets: {dwell: {p95: 10m}, emotion: {at-least: 0.1}}
                      - {id: bought, enter: {event: Ordered}}
                    exits: [{id: left, event: Left}]
                    """, LocalDate.EPOCH).map());

    /** As one instance has it: what its threads published, and what is stored. */
    private record Live(TopologyFixture shop) implements StateReader {

        @Override
        public List<MapPart> parts() {
            return shop.parts.all();
        }

        @Override
        @SuppressWarnings("unchecked")
        public void cells(MapRequest request, BiConsumer<CellKey, MapCell> action) {
            WriteBehindStore<CellKey, MapCell> store =
                    (WriteBehindStore<CellKey, MapCell>) shop.driver.getStateStore("journey-cells");
            store.scan(
                    CellKey.from(CellKey.Span.DAY, Long.MIN_VALUE),
                    CellKey.from(CellKey.Span.HOUR, Long.MAX_VALUE),
                    (bytes, cell) -> {
                        CellKey key = CellKey.read(bytes);
                        if (request.window().touches(key)) {
                            action.accept(key, cell);
                        }
                    });
        }

        @Override
        public Optional<CustomerRecord> customer(String id) {
            throw new UnsupportedOperationException("not asked for here");
        }

        @Override
        public Optional<CustomerStory> story(String id) {
            return Optional.empty();
        }

        @Override
        public String customerOf(String identifier) {
            throw new UnsupportedOperationException("not asked for here");
        }

        @Override
        public CustomerList customers(CustomerList.Request request) {
            throw new UnsupportedOperationException("not asked for here");
        }

        @Override
        public VisitList visits(VisitList.Request request) {
            throw new UnsupportedOperationException("not asked for here");
        }

        @Override
        public Freshness freshness() {
            MapPart part = shop.parts.all().get(0);
            return new Freshness(1, 1, 0, 0, part.publishedAt(), part.clock());
        }
    }

    @TempDir
    Path stateDir;

    private TopologyFixture shop() {
        return new TopologyFixture(JourneyCatalog.EMPTY.with(SHOP), stateDir);
    }

    private static ObjectNode map(TopologyFixture shop, OptionalInt persona, Window window) {
        shop.imbalance();
        Live live = new Live(shop);
        return MapAnswer.of(MergedMap.of(new MapRequest(SHOP, persona, window), live), Freshness.of(live));
    }

    private static JsonNode stage(JsonNode map, String id) {
        for (JsonNode stage : map.get("stages")) {
            if (stage.get("id").textValue().equals(id)) {
                return stage;
            }
        }
        throw new AssertionError(id);
    }

    /** Three look, two of them take something, one of these buys and one stays silent; one is a bargain hunter. */
    private static void day(TopologyFixture shop) {
        shop.send(shop.touchpoint("ann", "Viewed", 0).setSentiment(0.5).setChannel("web"));
        shop.send(shop.touchpoint("ben", "Viewed", 10).setSentiment(-0.1).setTraits(Map.of("segment", "deals")));
        shop.send(shop.touchpoint("cem", "Viewed", 20));
        shop.send(shop.touchpoint("ann", "Added", 60).setSentiment(-0.5));
        shop.send(shop.touchpoint("ben", "Added", 70).setTraits(Map.of("segment", "deals")));
        shop.send(shop.touchpoint("ann", "Ordered", 90));
        shop.tick(60 * 20);
    }

    @Test
    void aStageTellsWhoIsThereWhoWentOnAndHowItFelt() {
        try (TopologyFixture shop = shop()) {
            day(shop);
            ObjectNode map = map(shop, OptionalInt.empty(), Window.ALL);
            JsonNode browse = stage(map, "browse");
            assertThat(browse.get("owner").textValue()).isEqualTo("marketing");
            assertThat(browse.get("entered").intValue()).isEqualTo(3);
            assertThat(browse.get("present").intValue()).isEqualTo(1);
            assertThat(browse.get("advanced").intValue()).isEqualTo(2);
            assertThat(browse.get("conversion").doubleValue()).isEqualTo(1.0);
            assertThat(browse.at("/targets/0/kind").textValue()).isEqualTo("conversion");
            assertThat(browse.at("/targets/0/actual").doubleValue()).isEqualTo(0.3333);
            assertThat(browse.at("/targets/0/met").booleanValue()).isFalse();
            assertThat(browse.at("/targets/0/pending").intValue()).isZero();
            assertThat(browse.at("/emotion/felt").doubleValue()).isEqualTo(0.2);
            assertThat(browse.at("/emotion/expected").doubleValue()).isEqualTo(0.4);
            assertThat(browse.get("touchpoints")).hasSize(2);
            JsonNode cart = stage(map, "cart");
            assertThat(cart.get("stalled").intValue()).isEqualTo(1);
            assertThat(cart.at("/standing/stall").intValue()).isEqualTo(1);
            assertThat(cart.at("/targets/0/kind").textValue()).isEqualTo("emotion");
            assertThat(cart.at("/targets/0/met").booleanValue()).isFalse();
            assertThat(cart.at("/targets/1/met").booleanValue()).isTrue();
            assertThat(stage(map, "bought").get("completed").intValue()).isEqualTo(1);
            assertThat(map.at("/touchpoints/1/momentOfTruth").booleanValue()).isTrue();
            assertThat(map.at("/touchpoints/1/count").intValue()).isEqualTo(2);
            assertThat(map.at("/personas/0/goals/0").textValue()).isEqualTo("pay less");
            assertThat(map.at("/personas/0/present").intValue()).isEqualTo(1);
            assertThat(map.at("/freshness/complete").booleanValue()).isTrue();
            assertThat(map.get("painPoints"))
                    .as("three customers are too few for a pain point")
                    .isEmpty();
        }
    }

    private static JsonNode compared(JsonNode stage, String by, String id) {
        for (JsonNode each : stage.get("compared")) {
            if (each.get("by").textValue().equals(by)
                    && each.get("id").textValue().equals(id)) {
                return each;
            }
        }
        throw new AssertionError(by + ' ' + id);
    }

    /** Ann goes on and Ben stays, of whom both felt well on the web and badly in the store; Cem only the first of it, Dan the other way round. */
    @Test
    @SuppressWarnings("unchecked")
    void whereOnlineAndOfflineDisagreeIsCountedAndListed() {
        try (TopologyFixture shop = shop()) {
            for (String customer : List.of("ann", "ben", "cem", "dan")) {
                double web = customer.equals("dan") ? -0.5 : 0.5;
                shop.send(
                        shop.touchpoint(customer, "Viewed", 0).setChannel("web").setSentiment(web));
                if (!customer.equals("cem")) {
                    shop.send(shop.touchpoint(customer, "Leaflet Read", 10)
                            .setChannel("store")
                            .setSentiment(-web));
                }
            }
            shop.send("ann", "Added", 20);
            JsonNode browse = stage(map(shop, OptionalInt.empty(), Window.ALL), "browse");
            assertThat(compared(browse, "better", "online").get("onward").intValue())
                    .isEqualTo(1);
            WriteBehindStore<Bytes, CustomerRecord> store =
                    (WriteBehindStore<Bytes, CustomerRecord>) shop.driver.getStateStore(JourneyTopology.CUSTOMERS);
            for (Side side : Side.values()) {
                CustomerList list = new CustomerList(new CustomerList.Request(
                        new MapRequest(SHOP, OptionalInt.empty(), Window.ALL),
                        Optional.empty(),
                        CustomerList.Which.PRESENT,
                        Optional.of(side),
                        CustomerList.Order.DWELL,
                        Optional.empty(),
                        0,
                        10,
                        Map.of()));
                for (String customer : List.of("ann", "ben", "cem", "dan")) {
                    Bytes key = Bytes.wrap(customer.getBytes(StandardCharsets.UTF_8));
                    list.look(customer, store.get(key), new byte[0]);
                }
                assertThat(list.entries())
                        .extracting(entry -> new String(entry.key(), StandardCharsets.UTF_8))
                        .containsExactly(side == Side.ONLINE ? "ben" : "dan");
            }
        }
    }

    /** Eighty look; forty of them read the leaflet, of whom thirty take something, and of the others ten do. All others leave. */
    @Test
    void aTouchpointIsComparedWithVisitsWithoutItAndNothingIsSaidOfFew() {
        try (TopologyFixture shop = shop()) {
            for (int i = 0; i < 80; i++) {
                boolean reads = i < 40;
                shop.send(
                        shop.touchpoint("c" + i, "Viewed", i).setChannel("web").setSentiment(reads ? 0.5 : -0.5));
                if (reads) {
                    shop.send(shop.touchpoint("c" + i, "Leaflet Read", 100 + i).setChannel("store"));
                }
                shop.send("c" + i, i < 30 || i >= 70 ? "Added" : "Left", 200 + i);
            }
            JsonNode browse = stage(map(shop, OptionalInt.empty(), Window.ALL), "browse");
            JsonNode leaflet = compared(browse, "touchpoint", "leaflet");
            assertThat(leaflet.get("visits").intValue()).isEqualTo(40);
            assertThat(leaflet.get("onward").intValue()).isEqualTo(30);
            assertThat(leaflet.get("otherVisits").intValue()).isEqualTo(40);
            assertThat(leaflet.get("otherOnward").intValue()).isEqualTo(10);
            assertThat(leaflet.get("difference").doubleValue()).isEqualTo(0.5);
            assertThat(leaflet.get("low").doubleValue()).isBetween(0.2, 0.49);
            assertThat(leaflet.get("high").doubleValue()).isBetween(0.51, 0.7);
            assertThat(compared(browse, "class", "media").get("difference")).isEqualTo(leaflet.get("difference"));
            JsonNode web = compared(browse, "channel", "web");
            assertThat(web.get("visits").intValue()).isEqualTo(80);
            assertThat(web.has("difference")).as("nobody was without it").isFalse();
            assertThat(web.get("felt").doubleValue()).isZero();
            assertThat(web.get("feltTouchpoints").intValue()).isEqualTo(80);
            assertThat(compared(browse, "channel", "store").get("difference")).isEqualTo(leaflet.get("difference"));
            assertThat(compared(browse, "touchpoint", "page").get("visits").intValue())
                    .as("the touchpoint that began the visit is in it")
                    .isEqualTo(80);
        }
    }

    @Test
    void gapsAreWhatTheMapDoesNotNameAndWhatNobodyHad() {
        try (TopologyFixture shop = shop()) {
            day(shop);
            for (int i = 0; i < 3; i++) {
                shop.send("ann", "Waved", 100 + i);
            }
            shop.send("ann", "Winked", 110);
            shop.send("ann", "Winked", 110);
            shop.tick(60 * 70);
            ObjectNode gaps = gaps(shop);
            assertThat(gaps.get("unnamed").toString())
                    .isEqualTo("[{\"event\":\"Waved\",\"atMost\":3,\"atLeast\":3},"
                            + "{\"event\":\"Winked\",\"atMost\":1,\"atLeast\":1}]");
            assertThat(gaps.at("/neverSeen/0/id").textValue()).isEqualTo("leaflet");
            assertThat(gaps.get("neverSeen")).hasSize(1);
            assertThat(gaps.at("/withoutRule/0/title").textValue()).isEqualTo("Shop window");
            assertThat(gaps.at("/leaving").toString())
                    .as("ben felt -0.1 and cem nothing: neither left dissatisfied")
                    .isEqualTo("[]");
            assertThat(map(shop, OptionalInt.empty(), Window.ALL).has("before"))
                    .as("nobody was before the first stage")
                    .isFalse();
        }
    }

    private static ObjectNode gaps(TopologyFixture shop) {
        shop.imbalance();
        Live live = new Live(shop);
        return GapsAnswer.of(MergedMap.of(new MapRequest(SHOP, OptionalInt.empty(), Window.ALL), live), live);
    }

    @Test
    void onePersonaAloneAndAllOthersMakeTheWhole() {
        try (TopologyFixture shop = shop()) {
            day(shop);
            int all = stage(map(shop, OptionalInt.empty(), Window.ALL), "browse")
                    .get("entered")
                    .intValue();
            ObjectNode deals = map(shop, OptionalInt.of(0), Window.ALL);
            ObjectNode others = map(shop, OptionalInt.of(-1), Window.ALL);
            assertThat(deals.get("persona").textValue()).isEqualTo("deals");
            assertThat(others.get("persona").textValue()).isEqualTo("other");
            assertThat(stage(deals, "browse").get("entered").intValue()
                            + stage(others, "browse").get("entered").intValue())
                    .isEqualTo(all);
            assertThat(deals.at("/personas/0/present").intValue())
                    .as("how many there are of each does not depend on who is shown")
                    .isEqualTo(others.at("/personas/0/present").intValue());
        }
    }

    @Test
    void windowsThatLieSideBySideMakeTheWholeAndEachBalances() {
        try (TopologyFixture shop = shop()) {
            day(shop);
            shop.send("dora", "Viewed", 3 * 3600);
            shop.tick(3 * 3600 + 60);
            long noon = TopologyFixture.START.plus(Duration.ofHours(2)).toEpochMilli();
            ObjectNode before = map(shop, OptionalInt.empty(), new Window(Long.MIN_VALUE, noon));
            ObjectNode after = map(shop, OptionalInt.empty(), new Window(noon, Long.MAX_VALUE));
            ObjectNode whole = map(shop, OptionalInt.empty(), Window.ALL);
            assertThat(stage(before, "browse").get("entered").intValue()).isEqualTo(3);
            assertThat(stage(after, "browse").get("entered").intValue()).isEqualTo(1);
            for (JsonNode each : List.of(before, after, whole)) {
                assertThat(each.at("/ledger/imbalance").intValue()).isZero();
            }
            assertThat(before.at("/ledger/entered").intValue()
                            + after.at("/ledger/entered").intValue())
                    .isEqualTo(whole.at("/ledger/entered").intValue());
            assertThat(before.at("/window/to").textValue()).isEqualTo("2026-03-01T12:00:00Z");
        }
    }

    @Test
    void theFlowCountsEveryMoveAndEveryEnd() {
        try (TopologyFixture shop = shop()) {
            day(shop);
            shop.tick(60 * 60);
            shop.imbalance();
            Live live = new Live(shop);
            MapRequest request = new MapRequest(SHOP, OptionalInt.empty(), Window.ALL);
            ObjectNode flow = FlowAnswer.of(MergedMap.of(request, live), Freshness.of(live));
            Map<String, Integer> moves = new HashMap<>();
            flow.get("moves")
                    .forEach(move -> moves.put(
                            move.get("from").textValue() + " " + move.get("to").textValue(),
                            move.get("count").intValue()));
            assertThat(moves).isEqualTo(Map.of("browse cart", 2, "cart bought", 1));
            assertThat(flow.get("ends").toString())
                    .isEqualTo("[{\"from\":\"cart\",\"outcome\":\"churned\",\"count\":1},"
                            + "{\"from\":\"bought\",\"outcome\":\"completed\",\"count\":1}]");
        }
    }

    @Test
    void itHurtsWhereManyLeaveManyAreStuckAndManyFeelBadTheMostAffectedFirst() {
        try (TopologyFixture shop = shop()) {
            for (int i = 0; i < 100; i++) {
                shop.send(shop.touchpoint("c" + i, "Added", i).setSentiment(i < 60 ? -0.6 : 0.2));
            }
            for (int i = 0; i < 60; i++) {
                shop.send("c" + i, "Ordered", 200 + i);
            }
            shop.tick(60 * 20);
            assertThat(map(shop, OptionalInt.empty(), Window.ALL).get("painPoints"))
                    .extracting(pain -> pain.get("kind").textValue() + " " + pain.get("affected"))
                    .containsExactly("feeling 100", "stalled 40");
            shop.tick(60 * 60);
            assertThat(map(shop, OptionalInt.empty(), Window.ALL).get("painPoints"))
                    .extracting(pain -> pain.get("stage").textValue() + " "
                            + pain.get("kind").textValue() + " " + pain.get("affected"))
                    .containsExactly("cart feeling 100", "cart leaving 40", "cart slow 40");
        }
    }

    @Test
    void whatWasReadStaysAsItWasWhileCustomersMoveOn() {
        try (TopologyFixture shop = shop()) {
            shop.send("ann", "Viewed", 0);
            shop.imbalance();
            MapPart before = shop.parts.all().get(0);
            String was = before.totals().toString();
            shop.send("ben", "Viewed", 5);
            shop.send("ann", "Added", 6);
            shop.imbalance();
            assertThat(before.totals().toString()).isEqualTo(was);
            assertThat(shop.parts.all().get(0).totals().toString()).isNotEqualTo(was);
        }
    }

    @Test
    void aCustomersIdIsHiddenButForItsKindAndBeginning() {
        assertThat(Masked.of("u-4711-0815")).isEqualTo("u-•••");
        assertThat(Masked.of("ann")).isEqualTo("•••");
        assertThat(Masked.of("anonymous~a-fb31de185bae")).isEqualTo("anonymous a-•••");
        assertThat(Masked.of("\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00"))
                .isEqualTo("\uD83D\uDE00•••");
    }
}
