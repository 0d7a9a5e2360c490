package io.journeytracker.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.journeytracker.maps.MapFile;
import io.journeytracker.runtime.JourneyTracker;
import io.journeytracker.testing.AppProcess;
import io.journeytracker.testing.EngineAlone;
import io.journeytracker.testing.Promised;
import io.journeytracker.testing.ShopMap;
import io.journeytracker.testing.StateOnDisk;
import io.journeytracker.testing.Told;
import io.journeytracker.testing.TrackerFixture;
import io.journeytracker.testing.Traffic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances, of which each answers for both; one is killed, and the other goes on answering. */
@Tag("broker")
class AnswersForAllTest {

    private static final String ANALYST = "analyst-key-0123456789";
    private static final int PARTITIONS = 4;
    private static final int CUSTOMERS = 40;
    /** Every second customer went on from browse to cart before one instance is killed. */
    private static final int MOVED = CUSTOMERS / 2;

    /** Nothing falls due while the test runs. */
    private static final MapFile MAP = ShopMap.impatient(1, "1h", "2h");

    private static final Map<String, String> SETTINGS = Map.of(
            "journey.topics.partitions", String.valueOf(PARTITIONS),
            "journey.streams.standbys", "1",
            "journey.access.analyst.keys", ANALYST,
            "journey.peers.keys", "peer-key-0123456789",
            "kafka.streams.probing.rebalance.interval.ms", "60000",
            // Sooner than in production, so that a test does not wait for what a killed instance has left open.
            "kafka.streams.consumer.session.timeout.ms", "6000",
            "kafka.streams.consumer.heartbeat.interval.ms", "1000",
            "kafka.streams.producer.transaction.timeout.ms", "4000");

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void oneIsKilledAndAnswersKeepComingMarkedAsStaleAndAreRightAgain(@TempDir Path directory) throws IOException {
        Path map = Files.writeString(directory.resolve("shop.yaml"), MAP.yaml());
        Map<String, String> known;
        try (TrackerFixture world = new TrackerFixture(directory.resolve("first"), SETTINGS);
                Traffic traffic = world.traffic();
                JourneyTracker first = world.start(MAP)) {
            try (AppProcess second = AppProcess.start(world.settings(), directory.resolve("second"), map)) {
                crowd(traffic, "Viewed", 1);
                crowd(traffic, "Added", 2);
                await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                    rightAt(first.address(), traffic);
                    rightAt(second.address(), traffic);
                    assertThat(kept(first.address())).isBetween(1, PARTITIONS - 1);
                    assertThat(kept(first.address()) + kept(second.address())).isEqualTo(PARTITIONS);
                });
                whatPeopleSayIsHeardByBoth(first.address(), second.address());
                // A copy may be read once it is known to have caught up; until then the dead one's partitions would be
                // missing.
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> StateOnDisk.partitions(directory.resolve("first")) == PARTITIONS);
                known = expected(traffic);
                second.kill();
            }
            answersWhileOneIsDead(first.address(), known);
            crowd(traffic, "Ordered", 3);
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> rightAt(first.address(), traffic));
            try (JourneyTracker third = world.start(directory.resolve("third"))) {
                crowd(traffic, "Ordered", 2);
                await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                    assertThat(kept(third.address())).isPositive();
                    rightAt(first.address(), traffic);
                    rightAt(third.address(), traffic);
                });
            }
        }
    }

    /** A change works on the other instance too, and of two at the same time one is told to look again. */
    private void whatPeopleSayIsHeardByBoth(String one, String other) {
        String points = "/api/journeys/shop/pain-points";
        String body = "{\"by\": \"Ann\", \"stage\": \"cart\", \"title\": \"The fee shows late\"}";
        HttpResponse<String> opened = send(request(one, points).POST(BodyPublishers.ofString(body)));
        assertThat(opened.statusCode()).as(opened.body()).isEqualTo(201);
        await().atMost(Promised.within(Duration.ofSeconds(2)))
                .until(() -> ask(other, "/api/journeys/shop/annotations")
                                .at("/painPoints/0/title")
                                .textValue()
                        != null);
        String id = ask(other, "/api/journeys/shop/annotations")
                .at("/painPoints/0/id")
                .textValue();
        String change = body.replace("}", ", \"version\": 1, \"worth\": 12}");
        List<Integer> answers = Stream.of(one, other)
                .map(address -> http.sendAsync(
                        request(address, points + "/" + id)
                                .PUT(BodyPublishers.ofString(change))
                                .build(),
                        BodyHandlers.ofString()))
                .toList()
                .stream()
                .map(answer -> answer.join().statusCode())
                .toList();
        assertThat(answers).as("two editors of one version").containsExactlyInAnyOrder(200, 409);
        await().atMost(Promised.within(Duration.ofSeconds(2))).until(() -> Stream.of(one, other)
                .allMatch(address ->
                        ask(address, points + "/" + id).get("version").intValue() == 2));
    }

    /**
     * Until the survivor has taken the partitions over, and nobody does anything: the map counts what it counted, what is listed is whole or says that
     * it is not, and somebody who is there is never said not to be.
     *
     * @param stages where each customer is
     */
    private void answersWhileOneIsDead(String address, Map<String, String> stages) {
        int stale = 0;
        int listsOfCopies = 0;
        int customersOfCopies = 0;
        for (int turn = 0; kept(address) < PARTITIONS || turn == 0; turn++) {
            assertThat(turn).as("turns until it was taken over").isLessThan(10_000);
            JsonNode seen = ask(address, "/api/journeys/shop/map");
            whole(seen);
            assertThat(seen.at("/ledger/entered").intValue())
                    .as("visits, " + seen.get("freshness"))
                    .isEqualTo(CUSTOMERS + MOVED);
            assertThat(seen.at("/ledger/imbalance").longValue()).isZero();
            stale += isStale(seen) ? 1 : 0;
            JsonNode flow = ask(address, "/api/journeys/shop/flow");
            whole(flow);
            assertThat(flow.get("moves").toString())
                    .isEqualTo("[{\"from\":\"browse\",\"to\":\"cart\",\"count\":" + MOVED + ",\"back\":false}]");
            JsonNode list = ask(address, "/api/journeys/shop/customers?stage=cart&limit=" + CUSTOMERS);
            JsonNode visits = ask(address, "/api/journeys/shop/visits?stage=browse");
            listsOfCopies += ofCopies(list, list.get("count").intValue(), MOVED)
                    + ofCopies(visits, visits.get("times").intValue(), CUSTOMERS);
            for (Map.Entry<String, String> customer : stages.entrySet()) {
                HttpResponse<String> answer = answer(address, "/api/customers/" + customer.getKey());
                assertThat(answer.statusCode()).as(answer.body()).isIn(200, 503);
                if (answer.statusCode() == 200) {
                    JsonNode one = json(answer.body());
                    assertThat(one.at("/journeys/0/stage").textValue())
                            .as(answer.body())
                            .isEqualTo(customer.getValue());
                    customersOfCopies += isStale(one) ? 1 : 0;
                }
            }
        }
        assertThat(stale).as("maps that were marked as stale").isPositive();
        assertThat(listsOfCopies)
                .as("whole lists that were read out of a copy too")
                .isPositive();
        assertThat(customersOfCopies).as("customers read out of a copy").isPositive();
    }

    /** A list that says it is whole has everybody; 1: it says so, and that a part of it is a copy's. */
    private static int ofCopies(JsonNode list, int had, int wanted) {
        if (!list.at("/freshness/complete").booleanValue()) {
            assertThat(had).as(list.get("freshness").toString()).isLessThanOrEqualTo(wanted);
            return 0;
        }
        assertThat(had).as(list.get("freshness").toString()).isEqualTo(wanted);
        return isStale(list) ? 1 : 0;
    }

    private static void whole(JsonNode answer) {
        assertThat(answer.at("/freshness/complete").booleanValue())
                .as("it is whole: " + answer.get("freshness"))
                .isTrue();
    }

    private static boolean isStale(JsonNode answer) {
        return answer.at("/freshness/stale").booleanValue();
    }

    /** @param every of so many one; the others stay where they are */
    private static void crowd(Traffic traffic, String event, int every) {
        for (int i = 0; i < CUSTOMERS; i += every) {
            traffic.send("customer-" + i, event);
        }
        traffic.flush();
    }

    /** Whole, fresh, and as the engine alone has it: the map, everyone behind its counts, and each by name. */
    private void rightAt(String address, Traffic traffic) {
        Map<String, String> expected = expected(traffic);
        JsonNode seen = ask(address, "/api/journeys/shop/map");
        fresh(seen);
        JsonNode window = ask(address, "/api/journeys/shop/map?from=2026-01-01");
        fresh(window);
        Map<String, String> listed = new TreeMap<>();
        for (String stage : new String[] {"browse", "cart", "bought"}) {
            Set<String> there = new TreeSet<>();
            for (String status : new String[] {"present", "completed"}) {
                JsonNode page;
                int had = 0;
                String after = "";
                do {
                    page = ask(
                            address,
                            "/api/journeys/shop/customers?limit=7&stage=" + stage + "&status=" + status + "&after="
                                    + after);
                    fresh(page);
                    had += page.get("customers").size();
                    page.get("customers")
                            .forEach(each -> there.add(each.get("customer").textValue()));
                    after = page.path("next").asText();
                } while (!after.isEmpty());
                assertThat(page.get("count").intValue()).isEqualTo(had);
                assertThat(count(seen, stage, status)).as(stage + " " + status).isEqualTo(had);
                assertThat(count(window, stage, status))
                        .as(stage + " " + status)
                        .isEqualTo(had);
            }
            there.forEach(customer -> listed.put(customer, stage));
            JsonNode visits = ask(address, "/api/journeys/shop/visits?stage=" + stage);
            fresh(visits);
            assertThat(visits.get("times").intValue())
                    .as("visits to " + stage + " behind the count")
                    .isEqualTo(count(seen, stage, "entered"));
        }
        assertThat(listed).isEqualTo(expected);
        expected.forEach((customer, stage) -> {
            JsonNode one = ask(address, "/api/customers/" + customer);
            fresh(one);
            assertThat(one.at("/journeys/0/stage").textValue()).as(customer).isEqualTo(stage);
            assertThat(one.at("/story/timeline")).as(customer).isNotEmpty();
        });
        assertThat(answer(address, "/api/customers/nobody").statusCode()).isEqualTo(404);
    }

    private static Map<String, String> expected(Traffic traffic) {
        Told engine = EngineAlone.told(MAP, traffic.sent(), System.currentTimeMillis());
        Map<String, String> stages = new TreeMap<>();
        engine.customers()
                .forEach((customer, snapshot) ->
                        stages.put(customer, snapshot.getJourneys().get(0).getStage()));
        return stages;
    }

    private static void fresh(JsonNode answer) {
        whole(answer);
        assertThat(isStale(answer)).as(answer.get("freshness").toString()).isFalse();
    }

    private static int count(JsonNode map, String stage, String status) {
        for (JsonNode each : map.get("stages")) {
            if (each.get("id").textValue().equals(stage)) {
                return each.get(status).intValue();
            }
        }
        throw new AssertionError(stage);
    }

    /** Partitions that are active on the instance. */
    private int kept(String address) {
        return ask(address, "/api/journeys/shop/map")
                .at("/freshness/partitionsHere")
                .intValue();
    }

    private JsonNode ask(String address, String path) {
        HttpResponse<String> answer = answer(address, path);
        assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(200);
        return json(answer.body());
    }

    private static JsonNode json(String body) {
        try {
            return new JsonMapper().readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<String> answer(String address, String path) {
        return send(request(address, path));
    }

    private static HttpRequest.Builder request(String address, String path) {
        return HttpRequest.newBuilder(URI.create(address + path))
                .header("Authorization", "Bearer " + ANALYST)
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(30));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
