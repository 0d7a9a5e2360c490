package io.journeytracker.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.journeytracker.maps.MapFile;
import io.journeytracker.runtime.JourneyTracker;
import io.journeytracker.schema.CustomerJourney;
import io.journeytracker.schema.Touchpoint;
import io.journeytracker.schema.TransitionKind;
import io.journeytracker.testing.Books;
import io.journeytracker.testing.Described;
import io.journeytracker.testing.EngineAlone;
import io.journeytracker.testing.Promised;
import io.journeytracker.testing.Scrape;
import io.journeytracker.testing.ShopMap;
import io.journeytracker.testing.Told;
import io.journeytracker.testing.TrackerFixture;
import io.journeytracker.testing.Traffic;
import io.journeytracker.topic.HashedIdentifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The map as it is asked for by HTTP, on a real broker. */
@Tag("broker")
class LiveMapTest {

    private static final String VIEWER = "viewer-key-0123456789";
    private static final String ANALYST = "analyst-key-0123456789";
    private static final String OPERATOR = "operator-key-0123456789";
    private static final MapFile MAP = ShopMap.impatient(1, "1s", "8s");
    /** Where customers stall later, and those who ask go on from the cart to a stage where nobody stalls or churns. */
    private static final MapFile OTHER = MapFile.of(
            "other.yaml",
            MAP.yaml()
                    .replace("version: 1", "version: 3")
                    .replace("stall: {after: 1s", "stall: {after: 2s")
                    .replace("  - {id: bought", "  - {id: asked, enter: {event: Unknown}}\n  - {id: bought"),
            LocalDate.EPOCH);

    private static final String[] EVENTS = {"Viewed", "Added", "Added", "Emptied", "Ordered", "Cancelled", "Unknown"};
    private static final int CUSTOMERS = 150;

    private TrackerFixture world;
    private JourneyTracker tracker;

    @BeforeEach
    void start(@TempDir Path state) {
        world = new TrackerFixture(
                state,
                Map.of(
                        "journey.access.viewer.keys",
                        VIEWER,
                        "journey.access.analyst.keys",
                        ANALYST,
                        "journey.access.operator.keys",
                        OPERATOR));
        tracker = world.start(MAP);
    }

    @AfterEach
    void end() {
        tracker.close();
        world.close();
    }

    @Test
    void theApiTheMetricsTheTopicsAndAReplayAgreeToTheCustomerAndTheLedgerBalancesAllTheWhile() {
        try (Traffic traffic = world.traffic()) {
            Random random = new Random(7);
            for (int i = 0; i < 1_200; i++) {
                traffic.send("u-" + random.nextInt(CUSTOMERS), EVENTS[random.nextInt(EVENTS.length)]);
                if (i % 100 == 0) {
                    traffic.flush();
                    JsonNode meanwhile = ask("/api/journeys/shop/map", VIEWER);
                    assertThat(meanwhile.at("/ledger/imbalance").longValue()).isZero();
                    for (JsonNode stage : meanwhile.get("stages")) {
                        assertThat(stage.get("imbalance").longValue()).isZero();
                    }
                }
            }
            traffic.flush();
            // After this nothing falls due any more.
            long quiet = System.currentTimeMillis() + 9_000;
            Told told = world.toldBefore(quiet);
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                JsonNode map = ask("/api/journeys/shop/map", VIEWER);
                assertThat(map.at("/freshness/clock").textValue()).isGreaterThan(Times.text(quiet));
            });
            JsonNode map = ask("/api/journeys/shop/map", VIEWER);
            Scrape scrape = Scrape.of(tracker.address());
            Books.balanced(scrape, 2, told);
            assertThat(visits(map)).isEqualTo(scrape.by("journey_visits", "stage", "outcome"));
            assertThat(customersOfMap(map)).isEqualTo(scrape.by("journey_customers", "stage", "status"));
            Told replayed = EngineAlone.told(MAP, traffic.sent(), quiet);
            Map<String, Set<String>> places = places(replayed);
            assertThat(customersOfMap(map)).isEqualTo(sizes(places));
            assertThat(listed(map)).isEqualTo(places);
            assertThat(movesOfFlow(ask("/api/journeys/shop/flow", VIEWER))).isEqualTo(moves(replayed));
            customersStandBehindWhatIsCounted(map, replayed);
            aDraftTellsWhatLiveTold(map);
            anotherMapIsTriedWithWhatItWouldChange(replayed, EngineAlone.told(OTHER, traffic.sent(), quiet));
            whatIsPublishedByHttpIsActiveHereAtOnce();
        }
    }

    private static Map<String, Integer> movesOfFlow(JsonNode flow) {
        Map<String, Integer> moves = new TreeMap<>();
        flow.get("moves")
                .forEach(move -> moves.put(
                        move.get("from").textValue() + " " + move.get("to").textValue(),
                        move.get("count").intValue()));
        return moves;
    }

    private static Map<String, Integer> moves(Told told) {
        Map<String, Integer> moves = new TreeMap<>();
        told.transitions().stream()
                .filter(each -> each.getKind() == TransitionKind.ADVANCED || each.getKind() == TransitionKind.BACK)
                .forEach(each -> moves.merge(each.getFrom() + " " + each.getStage(), 1, Integer::sum));
        return moves;
    }

    private void customersStandBehindWhatIsCounted(JsonNode map, Told replayed) {
        Map<String, Set<String>> moved = new TreeMap<>();
        replayed.transitions().stream()
                .filter(each -> each.getKind() == TransitionKind.ADVANCED || each.getKind() == TransitionKind.BACK)
                .forEach(each -> moved.computeIfAbsent(
                                "stage=" + each.getFrom() + "&next=" + each.getStage(), none -> new TreeSet<>())
                        .add(each.getCustomer()));
        // Stories follow what the map counts.
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> each(map, (stage, counts) -> {
                    for (String count : List.of("entered", "exited", "churned", "completed", "corrected")) {
                        String asked = count.equals("corrected") ? "withdrawn" : count;
                        assertThat(ask("/api/journeys/shop/visits?stage=" + stage + "&count=" + asked, VIEWER)
                                        .get("times")
                                        .intValue())
                                .as("%s at %s", count, stage)
                                .isEqualTo(counts.get(count).intValue());
                    }
                }));
        assertThat(moved).hasSizeGreaterThan(1);
        moved.forEach((asked, customers) -> {
            Set<String> listed = new TreeSet<>();
            String after = "";
            do {
                JsonNode page = ask("/api/journeys/shop/visits?limit=20&" + asked + "&after=" + after, ANALYST);
                assertThat(page.get("count").intValue()).isEqualTo(customers.size());
                assertThat(page.get("times")).isEqualTo(page.get("of"));
                assertThat(page.get("source").textValue()).isEqualTo("stories");
                page.get("customers")
                        .forEach(each -> listed.add(each.get("customer").textValue()));
                after = page.path("next").asText();
            } while (!after.isEmpty());
            assertThat(listed).as(asked).isEqualTo(customers);
        });
    }

    private JsonNode tried(String yaml) {
        assertThat(post("/api/maps/draft?days=1", ANALYST, yaml).statusCode()).isEqualTo(202);
        assertThat(answer("/api/maps/draft?id=1", ANALYST).body()).contains("on another instance");
        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        ask("/api/maps/draft", ANALYST).get("state").textValue().equals("done"));
        return ask("/api/maps/draft", ANALYST).get("result");
    }

    /** The same map under the next version, tried on the same touchpoints. */
    private void aDraftTellsWhatLiveTold(JsonNode live) {
        JsonNode result = tried(MAP.yaml().replace("version: 1", "version: 2"));
        assertThat(result.get("touchpoints").intValue()).isEqualTo(1_200);
        assertThat(result.get("partial").booleanValue()).isFalse();
        assertThat(result.get("liveVersion").intValue()).isEqualTo(1);
        assertThat(result.get("draft")).isEqualTo(result.get("live"));
        assertThat(result.at("/draft/stalls").intValue()).isPositive();
        Map<String, Integer> present = new TreeMap<>();
        result.at("/draft/stages")
                .forEach(stage -> present.put(
                        stage.get("stage").textValue(), stage.get("present").intValue()));
        Map<String, Integer> presentLive = new TreeMap<>();
        live.get("stages")
                .forEach(stage -> presentLive.put(
                        stage.get("id").textValue(),
                        stage.at("/customers/active").intValue()
                                + stage.at("/customers/stalled").intValue()));
        assertThat(present).isEqualTo(presentLive);
    }

    /** Stage by stage and alert by alert, to what the engine alone tells of either map. */
    private void anotherMapIsTriedWithWhatItWouldChange(Told live, Told other) {
        JsonNode result = tried(OTHER.yaml());
        JsonNode comparison = result.get("comparison");
        Map<String, Integer> before = new TreeMap<>();
        Map<String, Integer> after = new TreeMap<>();
        comparison.get("stages").forEach(pair -> {
            String stage = pair.get("stage").textValue();
            assertThat(pair.get("before").isNull()).as(stage).isEqualTo(stage.equals("asked"));
            present(stage, pair.get("before"), before);
            present(stage, pair.get("after"), after);
        });
        assertThat(before).isEqualTo(present(live));
        assertThat(after).isEqualTo(present(other)).containsKey("asked").isNotEqualTo(before);
        for (String[] figure : new String[][] {
            {"stalls", "STALLED"}, {"recovered", "RECOVERED"}, {"completed", "COMPLETED"}, {"churned", "CHURNED"}
        }) {
            TransitionKind kind = TransitionKind.valueOf(figure[1]);
            assertThat(comparison.at("/" + figure[0] + "/before").longValue())
                    .as("%s on the live map", figure[0])
                    .isEqualTo(told(live, kind));
            assertThat(comparison.at("/" + figure[0] + "/after").longValue())
                    .as("%s on the other one", figure[0])
                    .isEqualTo(told(other, kind));
        }
        assertThat(told(other, TransitionKind.STALLED)).isBetween(1L, told(live, TransitionKind.STALLED) - 1);
        assertThat(told(other, TransitionKind.CHURNED)).isBetween(1L, told(live, TransitionKind.CHURNED) - 1);
    }

    private static void present(String stage, JsonNode figures, Map<String, Integer> to) {
        int present = figures.path("present").intValue();
        if (present > 0) {
            to.put(stage, present);
        }
    }

    private static Map<String, Integer> present(Told told) {
        Map<String, Integer> present = new TreeMap<>();
        places(told).forEach((place, customers) -> {
            String[] parts = place.split(" ");
            if (parts[1].equals("active") || parts[1].equals("stalled")) {
                present.merge(parts[0], customers.size(), Integer::sum);
            }
        });
        present.remove("none");
        return present;
    }

    private static long told(Told told, TransitionKind kind) {
        return told.transitions().stream()
                .filter(each -> each.getKind() == kind)
                .count();
    }

    private void whatIsPublishedByHttpIsActiveHereAtOnce() {
        String yaml = MAP.yaml().replace("version: 1", "version: 2");
        assertThat(post("/api/maps", ANALYST, yaml).statusCode()).isEqualTo(403);
        assertThat(post("/api/maps", OPERATOR, yaml).statusCode()).isEqualTo(201);
        assertThat(ask("/api/journeys", VIEWER).at("/journeys/0/version").intValue())
                .isEqualTo(2);
        assertThat(answer("/api/journeys/shop/yaml", VIEWER).body()).isEqualTo(yaml);
        assertThat(post("/api/maps", OPERATOR, yaml).statusCode()).isEqualTo(200);
        assertThat(post("/api/maps", OPERATOR, yaml.replace("grace: 1s", "grace: 2s"))
                        .statusCode())
                .isEqualTo(409);
    }

    private HttpResponse<String> post(String path, String key, String yaml) {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            request(path, key)
                                    .header("Content-Type", "application/yaml")
                                    .POST(HttpRequest.BodyPublishers.ofString(yaml))
                                    .build(),
                            BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatHappensIsSeenByThoseWhoWatchWithinTwoSeconds() throws Exception {
        HttpRequest watch = request("/api/journeys/shop/events", VIEWER)
                .header("Accept", "text/event-stream")
                .build();
        HttpResponse<Stream<String>> stream = HttpClient.newHttpClient().send(watch, BodyHandlers.ofLines());
        assertThat(stream.headers().firstValue("Content-Type")).hasValue("text/event-stream;charset=utf-8");
        CompletableFuture<Long> seen = CompletableFuture.supplyAsync(() -> stream.body()
                .filter(line -> line.startsWith("data: "))
                .map(line -> parse(line.substring("data: ".length())))
                .filter(map -> map.at("/stages/1/present").intValue() == 1)
                .map(map -> System.nanoTime())
                .findFirst()
                .orElseThrow());
        long sent = System.nanoTime();
        world.send("ann", "Added");
        long took = Duration.ofNanos(seen.get(60, java.util.concurrent.TimeUnit.SECONDS) - sent)
                .toMillis();
        assertThat(took).as("milliseconds from the event to the watcher").isLessThan(Promised.millis(2_000));
    }

    @Test
    void oneCustomerIsFoundByAnyIdentifierWithTheAlertThatStands() {
        world.send("ann", "Viewed");
        world.send("ann", "Added");
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            JsonNode ann = ask("/api/customers/ann", ANALYST);
            assertThat(ann.at("/journeys/0/stage").textValue()).isEqualTo("cart");
            assertThat(ann.at("/journeys/0/alerts/0/kind").textValue()).isEqualTo("stall");
            assertThat(ann.at("/journeys/0/recent")).hasSize(2);
        });
        long now = System.currentTimeMillis();
        world.sendBytes(world.bytes(Touchpoint.newBuilder()
                .setUserId("cleo")
                .setIdentifiers(Map.of(
                        "email", HashedIdentifier.email("cleo@example.com").orElseThrow(),
                        "phone", HashedIdentifier.phone("+491701234567").orElseThrow(),
                        "device", "tablet-7"))
                .setEvent("Viewed")
                .setTime(now)
                .setReceivedAt(now)
                .setMessageId("of-cleo")
                .build()));
        for (String given : List.of("cleo", "Cleo@Example.com", "%2B49%20170%20123%2045%2067", "tablet-7")) {
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(ask("/api/customers?id=" + given, ANALYST)
                                    .get("customer")
                                    .textValue())
                            .as(given)
                            .isEqualTo("cleo"));
        }
        try (Traffic traffic = world.traffic()) {
            traffic.visit("ben", "device-1", false, "Viewed");
            traffic.visit("ben", "device-1", true, "Added");
            traffic.flush();
        }
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(ask("/api/customers/device-1", ANALYST).get("customer").textValue())
                    .isEqualTo("ben");
            assertThat(ask("/api/customers?id=anonymous~device-1", ANALYST).at("/journeys/0/visited"))
                    .hasSize(2);
            assertThat(ask("/api/customers/ben", ANALYST).at("/story/timeline"))
                    .extracting(each ->
                            each.path("event").asText("") + each.path("move").asText(""))
                    .startsWith("Viewed", "entered", "Added", "advanced");
        });
        // Once all partitions have begun: until then it is not known.
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            HttpResponse<String> nobody = answer("/api/customers/nobody", ANALYST);
            assertThat(nobody.statusCode()).isEqualTo(404);
            assertThat(nobody.body()).contains("nobody with this identifier");
        });
    }

    @Test
    void aViewerSeesThatSomebodyIsThereAndNotWho() {
        world.send("secret-customer", "Viewed");
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            String seen =
                    answer("/api/journeys/shop/customers?stage=browse", VIEWER).body();
            assertThat(seen).contains("\"count\":1").contains("\"masked\":true").doesNotContain("secret-customer");
        });
        assertThat(ask("/api/journeys/shop/customers?stage=browse&limit=1", VIEWER)
                        .has("next"))
                .as("where the page ends it names somebody")
                .isFalse();
        JsonNode page = ask("/api/journeys/shop/customers?stage=browse&limit=1", ANALYST);
        assertThat(page.at("/customers/0/customer").textValue()).isEqualTo("secret-customer");
        assertThat(Described.faults(
                        "/api/journeys/shop/customers", ((ObjectNode) page.deepCopy()).put("undescribed", 1)))
                .as("what nobody described is seen")
                .singleElement()
                .asString()
                .contains("undescribed");
        String next = page.get("next").textValue();
        assertThat(ask("/api/journeys/shop/customers?stage=browse&after=" + next, ANALYST)
                        .get("customers"))
                .isEmpty();
        assertRefused("/api/journeys/shop/customers?stage=browse&after=" + next, 403, "after");
        String visits = "/api/journeys/shop/visits?stage=browse&limit=1";
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            JsonNode theirs = ask(visits, ANALYST);
            assertThat(theirs.at("/customers/0/customer").textValue()).isEqualTo("secret-customer");
            JsonNode masked = ask(visits, VIEWER);
            assertThat(masked.get("times")).isEqualTo(theirs.get("times"));
            assertThat(masked.get("masked").booleanValue()).isTrue();
            assertThat(masked.toString()).doesNotContain("secret-customer");
            assertThat(masked.at("/customers/0/customer").textValue()).isEqualTo(Masked.of("secret-customer"));
        });
        assertRefused(visits + "&after=" + ask(visits, ANALYST).get("next").textValue(), 403, "after");
    }

    @Test
    void whatIsWrongWithAQuestionIsTold() {
        assertRefused("/api/journeys/nothing/map", 404, "journey");
        assertRefused("/api/journeys/shop/map?version=9", 404, "version");
        assertRefused("/api/journeys/shop/map?version=one", 400, "version");
        assertRefused("/api/journeys/shop/map?persona=nobody", 400, "persona");
        assertRefused("/api/journeys/shop/map?from=yesterday", 400, "from");
        assertRefused("/api/journeys/shop/map?from=2026-03-02&to=2026-03-01", 400, "to");
        assertRefused("/api/journeys/shop/map?stage=cart", 400, "stage");
        assertRefused("/api/journeys/shop/customers?stage=nowhere", 400, "stage");
        assertRefused("/api/journeys/shop/customers?stage=cart&limit=201", 400, "limit");
        assertRefused("/api/journeys/shop/customers?stage=cart&sort=size", 400, "sort");
        assertRefused("/api/journeys/shop/customers?stage=cart&after=here", 400, "after");
        assertRefused("/api/journeys/shop/customers?stage=cart&offset=10000", 400, "offset");
        assertRefused("/api/journeys/shop/visits?stage=nowhere", 400, "stage");
        assertRefused("/api/journeys/shop/visits?stage=cart&next=nowhere", 400, "next");
        assertRefused("/api/journeys/shop/visits?count=all", 400, "count");
        assertRefused("/api/journeys/shop/visits?with=page", 400, "with");
        assertRefused("/api/journeys/shop/visits?with=better%7Cfaster", 400, "with");
        assertRefused("/api/journeys/shop/visits?with=breakdown%7Cnowhere%7Cany", 400, "with");
        assertRefused("/api/journeys/shop/visits?touchpoint=nowhere", 400, "touchpoint");
        assertRefused("/api/journeys/shop/visits?touchpoint=other&channel=nowhere", 400, "channel");
        assertRefused("/api/journeys/shop/visits?stage=cart&count=slow", 400, "stage");
        assertRefused("/api/journeys/shop/visits?channel=web", 400, "channel");
        assertRefused("/api/journeys/shop/visits?stage=cart&event=Waved", 400, "stage");
        assertRefused("/api/journeys/shop/visits?count=left&next=cart", 400, "next");
        assertRefused("/api/journeys/shop/events?version=9", 404, "version");
        assertRefused("/api/journeys/shop/events", 400, "Accept");
    }

    private void assertRefused(String path, int status, String field) {
        HttpResponse<String> answer = answer(path, VIEWER);
        assertThat(answer.statusCode()).as(path).isEqualTo(status);
        assertThat(parse(answer.body()).at("/error/field").textValue()).as(path).isEqualTo(field);
    }

    private static Map<String, Integer> visits(JsonNode map) {
        Map<String, Integer> visits = new TreeMap<>();
        Map<String, String> outcomes = Map.of("mergedAway", "merged-away");
        each(map, (stage, node) -> Stream.of(
                        "entered",
                        "present",
                        "advanced",
                        "back",
                        "completed",
                        "exited",
                        "churned",
                        "expired",
                        "mergedAway",
                        "erased",
                        "corrected")
                .forEach(outcome -> {
                    int count = node.get(outcome).intValue();
                    if (count != 0) {
                        visits.put(stage + " " + outcomes.getOrDefault(outcome, outcome), count);
                    }
                }));
        return visits;
    }

    private static Map<String, Integer> customersOfMap(JsonNode map) {
        Map<String, Integer> customers = new TreeMap<>();
        each(map, (stage, node) -> node.get("customers").properties().forEach(status -> {
            String name = status.getKey().startsWith("churned") ? "churned" : status.getKey();
            if (status.getValue().intValue() != 0) {
                customers.merge(stage + " " + name, status.getValue().intValue(), Integer::sum);
            }
        }));
        return customers;
    }

    private interface AtStage {
        void is(String stage, JsonNode counts);
    }

    private static void each(JsonNode map, AtStage action) {
        map.get("stages").forEach(stage -> action.is(stage.get("id").textValue(), stage));
        if (map.has("before")) {
            action.is("none", map.get("before"));
        }
    }

    private static Map<String, Set<String>> places(Told told) {
        Map<String, Set<String>> places = new TreeMap<>();
        told.customers().forEach((customer, snapshot) -> {
            for (CustomerJourney on : snapshot.getJourneys()) {
                String place = on.getStage() + " " + on.getStatus().name().toLowerCase(java.util.Locale.ROOT);
                places.computeIfAbsent(place, none -> new TreeSet<>()).add(customer);
            }
        });
        return places;
    }

    private static Map<String, Integer> sizes(Map<String, Set<String>> places) {
        Map<String, Integer> sizes = new TreeMap<>();
        places.forEach((place, customers) -> sizes.put(place, customers.size()));
        return sizes;
    }

    /** Behind every count of the map, who it is, gone through in pages. */
    private Map<String, Set<String>> listed(JsonNode map) {
        Map<String, Set<String>> listed = new TreeMap<>();
        for (String place : customersOfMap(map).keySet()) {
            String[] parts = place.split(" ");
            Set<String> customers = new TreeSet<>();
            int count;
            String after = "";
            do {
                JsonNode page = ask(
                        "/api/journeys/shop/customers?limit=20&stage=" + parts[0] + "&status=" + parts[1] + "&after="
                                + after,
                        ANALYST);
                count = page.get("count").intValue();
                for (JsonNode each : page.get("customers")) {
                    assertThat(customers.add(each.get("customer").textValue()))
                            .as("on one page only")
                            .isTrue();
                }
                after = page.path("next").asText();
            } while (!after.isEmpty());
            assertThat(customers).hasSize(count);
            listed.put(place, customers);
        }
        return listed;
    }

    private HttpRequest.Builder request(String path, String key) {
        return HttpRequest.newBuilder(URI.create(tracker.address() + path)).header("Authorization", "Bearer " + key);
    }

    private HttpResponse<String> answer(String path, String key) {
        try {
            return HttpClient.newHttpClient()
                    .send(request(path, key).header("Accept", "*/*").build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private JsonNode ask(String path, String key) {
        HttpResponse<String> answer = answer(path, key);
        assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(200);
        JsonNode body = parse(answer.body());
        assertThat(Described.faults(path, body)).as("what %s is by its description", path).isEmpty();
        return body;
    }

    private static JsonNode parse(String body) {
        try {
            return new JsonMapper().readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
