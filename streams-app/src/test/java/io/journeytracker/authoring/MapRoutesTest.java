package io.journeytracker.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.journeytracker.access.AccessGate;
import io.journeytracker.access.AccessKeys;
import io.journeytracker.config.AccessSettings;
import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.definition.JourneyTemplates;
import io.journeytracker.definition.MapFingerprint;
import io.journeytracker.definition.MapReader;
import io.journeytracker.http.HttpServer;
import io.journeytracker.http.ServerPlan;
import io.journeytracker.maps.MapPublisher;
import io.journeytracker.maps.MapsAtHand;
import io.journeytracker.testing.ShopMap;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Maps as people and programs post them. */
@Timeout(60)
class MapRoutesTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String YAML = "application/yaml";
    private static final String OPERATOR = "operator-key-0123456789";
    private static final String ANALYST = "analyst-key-0123456789";
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-02T10:00:00Z"), ZoneOffset.UTC);

    private final MapsAtHand maps = new MapsAtHand().with(ShopMap.yaml(3));
    private final List<String> written = new ArrayList<>();
    private Optional<Exception> away = Optional.empty();
    private HttpServer server;

    @BeforeEach
    void serve() {
        server = new HttpServer(ServerPlan.internal(
                "127.0.0.1",
                0,
                List.of(
                        new AccessGate(
                                AccessKeys.of(new AccessSettings(List.of(), List.of(ANALYST), List.of(OPERATOR)))),
                        new MapRoutes(maps::maps, this::publish, CLOCK))));
    }

    private MapPublisher.Outcome publish(JourneyDefinition map, String yaml) {
        written.add(yaml);
        return away.isPresent() ? MapsAtHand.away(away.get()) : maps.publish(map, yaml);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aMapIsPublishedOnceAndOtherContentOfTheSameVersionIsAConflict() {
        HttpResponse<String> first = post("/api/maps", YAML, ShopMap.yaml(4));
        assertThat(first.statusCode()).isEqualTo(201);
        ObjectNode done = (ObjectNode) json(first);
        assertThat(done.remove("warnings"))
                .extracting(each -> each.get("field").textValue())
                .containsExactly("owner", "review");
        assertThat(done).isEqualTo(json("""
                {"journey":"shop","version":4,"written":true,"active":4}"""));
        assertThat(written).containsExactly(ShopMap.yaml(4));
        HttpResponse<String> again = post("/api/maps", YAML, "# laid out otherwise\n" + ShopMap.yaml(4));
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(json(again).get("written").booleanValue()).isFalse();
        HttpResponse<String> older = post("/api/maps", YAML, ShopMap.yaml(2));
        assertThat(json(older).get("active").intValue()).isEqualTo(4);

        HttpResponse<String> other = post("/api/maps", YAML, ShopMap.yaml("shop", 4, "9s"));
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(json(other).at("/error/field").textValue()).isEqualTo("version");
        away = Optional.of(new TimeoutException("away"));
        HttpResponse<String> later = post("/api/maps", YAML, ShopMap.yaml(9));
        assertThat(later.statusCode()).isEqualTo(503);
        assertThat(later.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(json(later).at("/error/code").textValue()).isEqualTo("unavailable");
        away = Optional.of(new TopicAuthorizationException("Not authorized"));
        HttpResponse<String> never = post("/api/maps", YAML, ShopMap.yaml(9));
        assertThat(never.statusCode()).as("trying again does not help").isEqualTo(500);
        assertThat(never.headers().firstValue("Retry-After")).isEmpty();
    }

    @Test
    void aTextThatCameAsJsonStaysAsItIs() {
        String title = "one\u0085two\n three\u2028'four' \uD83D\uDC69\u202E";
        ObjectNode map =
                new JsonMapper().createObjectNode().put("journey", "shop").put("title", title);
        map.putArray("stages").addObject().put("id", "cart");
        assertThat(post("/api/maps", "application/json", map.toString()).statusCode())
                .isEqualTo(201);
        assertThat(new MapReader(LocalDate.now(CLOCK))
                        .read(written.get(0), "map")
                        .orThrow()
                        .title())
                .isEqualTo(title);
    }

    @Test
    void everyMistakeIsToldWithLineFieldAndWhatWasExpectedAndNothingIsWritten() {
        String wrong = "language: 1\njourney: Shop\nstages:\n  - {id: cart, stall: {after: soon}}\n";
        HttpResponse<String> refused = post("/api/maps", YAML, wrong);
        assertThat(refused.statusCode()).isEqualTo(400);
        JsonNode problems = json(refused).get("problems");
        var expected =
                new MapReader(LocalDate.now(CLOCK)).read(wrong, "map.yaml").problems();
        assertThat(problems).hasSize(expected.size()).hasSizeGreaterThan(1);
        for (int i = 0; i < problems.size(); i++) {
            assertThat(problems.get(i).get("file").textValue()).isEqualTo("map.yaml");
            assertThat(problems.get(i).get("line").intValue())
                    .isEqualTo(expected.get(i).line());
            assertThat(problems.get(i).get("field").textValue())
                    .isEqualTo(expected.get(i).field());
            assertThat(problems.get(i).get("message").textValue())
                    .isEqualTo(expected.get(i).message())
                    .endsWith(problems.get(i).get("expected").textValue());
        }
        JsonNode findings = json(post("/api/maps/validate", YAML, wrong));
        assertThat(findings.get("valid").booleanValue()).isFalse();
        assertThat(findings.get("problems")).isEqualTo(problems);
        assertThat(written).isEmpty();
    }

    @Test
    void findingsTellHowAMapStandsToWhatIsPublished() {
        JsonNode same = json(post("/api/maps/validate", YAML, ShopMap.yaml(3)));
        assertThat(same.get("published").textValue()).isEqualTo("same");
        assertThat(same.get("active").intValue()).isEqualTo(3);
        assertThat(json(post("/api/maps/validate", YAML, ShopMap.yaml("shop", 3, "7s")))
                        .get("published")
                        .textValue())
                .isEqualTo("other");
        assertThat(json(post("/api/maps/validate", YAML, ShopMap.yaml(5)))
                        .get("published")
                        .textValue())
                .isEqualTo("new");
        assertThat(written).isEmpty();
    }

    /** A page takes the map as JSON, changes it and sends it back: what it does not know stays as it is. */
    @Test
    void everyBundledMapSurvivesTheWayThroughJsonAndBack() {
        List<String> all = new ArrayList<>(List.of(ShopMap.FULL));
        JourneyTemplates.names().forEach(name -> {
            String text = get("/api/templates/" + name, ANALYST).body();
            assertThat(text).isEqualTo(JourneyTemplates.yaml(name).orElseThrow());
            all.add(text);
        });
        assertThat(json(get("/api/templates", ANALYST)).get("templates")).hasSize(all.size() - 1);
        for (String yaml : all) {
            JsonNode tree = json(post("/api/maps/validate", YAML, yaml)).get("map");
            JsonNode back = json(post("/api/maps/validate", "application/json", tree.toString()));
            assertThat(back.get("problems")).as(yaml).isEmpty();
            assertThat(fingerprint(back.get("yaml").textValue())).isEqualTo(fingerprint(yaml));
        }
    }

    private static String fingerprint(String yaml) {
        return MapFingerprint.of(
                new MapReader(LocalDate.now(CLOCK)).read(yaml, "map").orThrow());
    }

    @Test
    void thePublishedTextIsGivenAsItWasPublished() {
        assertThat(get("/api/journeys/shop/yaml", ANALYST).body()).isEqualTo(ShopMap.yaml(3));
        assertThat(get("/api/journeys/shop/yaml?version=3", ANALYST).body()).isEqualTo(ShopMap.yaml(3));
        assertThat(get("/api/journeys/shop/yaml?version=4", ANALYST).statusCode())
                .isEqualTo(404);
        assertThat(get("/api/journeys/shop/yaml?version=x", ANALYST).statusCode())
                .isEqualTo(400);
        assertThat(get("/api/journeys/nothing/yaml", ANALYST).statusCode()).isEqualTo(404);
        assertThat(get("/api/templates/nothing", ANALYST).statusCode()).isEqualTo(404);
    }

    @Test
    void whatIsNoMapOrTooLargeIsRefused() {
        String[] paths = {"/api/maps", "/api/maps/validate"};
        for (String path : paths) {
            assertThat(post(path, "text/plain", ShopMap.yaml(4)).statusCode()).isEqualTo(415);
            assertThat(post(path, "application/json", "{\"journey\": ").statusCode())
                    .isEqualTo(400);
            assertThat(post(path, "application/json", "[1]").statusCode()).isEqualTo(400);
            assertThat(post(path, "application/json", "{\"a\": 1, \"a\": 2}").statusCode())
                    .isEqualTo(400);
            String large = "# " + "x".repeat(MapBody.LONGEST) + "\n" + ShopMap.yaml(4);
            assertThat(post(path, YAML, large).statusCode()).isEqualTo(413);
            // So large that it is still on its way when the answer is known.
            assertThat(post(path, YAML, large.repeat(20)).statusCode()).isEqualTo(413);
            assertThat(post(path, "text/plain", large.repeat(20)).statusCode()).isEqualTo(415);
        }
        assertThat(written).isEmpty();
    }

    /** In every text of a map, one after another: refused with a reason, or given back as the very same text. */
    @Test
    void hostileTextsInEveryFieldAreDataAndNothingElse() {
        JsonNode tree = json(post(
                        "/api/maps/validate",
                        YAML,
                        JourneyTemplates.yaml("online-shop").orElseThrow()))
                .get("map");
        List<String> places = new ArrayList<>();
        texts(tree, "", places);
        assertThat(places).hasSizeGreaterThan(60);
        for (int i = 0; i < places.size(); i++) {
            String hostile = HostileTexts.ALL.get(i % HostileTexts.ALL.size());
            ObjectNode attacked = tree.deepCopy();
            set(attacked, places.get(i), hostile);
            HttpResponse<String> answer = post("/api/maps/validate", "application/json", attacked.toString());
            assertThat(answer.statusCode()).as(places.get(i) + ": " + hostile).isIn(200, 400);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
            if (answer.statusCode() == 200) {
                JsonNode back = json(answer);
                if (back.has("map")) {
                    assertThat(back.get("map").at(places.get(i)).asText())
                            .as(places.get(i))
                            .isEqualTo(hostile);
                } else {
                    assertThat(back.get("problems")).isNotEmpty();
                }
            }
        }
        ObjectNode titled = tree.deepCopy();
        titled.put("title", HostileTexts.ALL.get(0)).put("version", 77);
        assertThat(post("/api/maps", "application/json", titled.toString()).statusCode())
                .isEqualTo(201);
        HttpResponse<String> text = get("/api/journeys/online-shop/yaml", ANALYST);
        assertThat(text.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/yaml;"));
        assertThat(text.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(new MapReader(LocalDate.now(CLOCK))
                        .read(text.body(), "map")
                        .orThrow()
                        .title())
                .isEqualTo(HostileTexts.ALL.get(0));
    }

    private static void texts(JsonNode node, String path, List<String> into) {
        if (node.isTextual()) {
            into.add(path);
        }
        node.properties().forEach(each -> texts(each.getValue(), path + "/" + each.getKey(), into));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            texts(node.get(i), path + "/" + i, into);
        }
    }

    private static void set(JsonNode tree, String path, String text) {
        int slash = path.lastIndexOf('/');
        JsonNode parent = tree.at(path.substring(0, slash));
        String last = path.substring(slash + 1);
        if (parent instanceof ObjectNode object) {
            object.put(last, text);
        } else {
            ((com.fasterxml.jackson.databind.node.ArrayNode) parent).set(Integer.parseInt(last), text);
        }
    }

    private HttpResponse<String> post(String path, String type, String body) {
        return send(request(path, OPERATOR)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private HttpResponse<String> get(String path, String key) {
        return send(request(path, key).build());
    }

    private HttpRequest.Builder request(String path, String key) {
        return HttpRequest.newBuilder(URI.create(server.address() + path)).header("Authorization", "Bearer " + key);
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return CLIENT.send(request, BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return json(answer.body());
    }

    private static JsonNode json(String text) {
        try {
            return new JsonMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }
}
