package io.journeytracker.board;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.journeytracker.access.AccessGate;
import io.journeytracker.access.AccessKeys;
import io.journeytracker.config.AccessSettings;
import io.journeytracker.delivery.targets.AcknowledgeLinks;
import io.journeytracker.delivery.targets.MessageTexts;
import io.journeytracker.delivery.targets.Secrets;
import io.journeytracker.delivery.targets.TargetTypes;
import io.journeytracker.http.HttpServer;
import io.journeytracker.http.RouteModule;
import io.journeytracker.http.ServerPlan;
import io.journeytracker.schema.AlertLife;
import io.journeytracker.schema.AlertLifeKind;
import io.journeytracker.schema.AlertState;
import io.journeytracker.schema.JourneyAlert;
import io.journeytracker.subscription.InvalidSubscriptionsException;
import io.journeytracker.subscription.SecretName;
import io.journeytracker.subscription.SubscriptionsInMemory;
import io.journeytracker.subscription.SubscriptionsReader;
import io.journeytracker.testing.TestAlerts;
import io.journeytracker.topic.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What people ask of alerts and do about them, by HTTP. */
@Timeout(60)
class BoardRoutesTest {

    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
    private static final String VIEWER = "viewer-key-0123456789";
    private static final String ANALYST = "analyst-key-0123456789";
    private static final String OPERATOR = "operator-key-0123456789";
    private static final String FROM_FILE = """
            targets:
              - {id: desk, type: webhook, url: "https://desk.example.com/hooks/T0PSECRET", secrets: desk-key}
            subscriptions:
              - {name: shop-desk, team: Shop, targets: desk, what: {stages: checkout, when: 'customer == "u-1"'}}
            """;

    @TempDir
    Path secrets;

    private final SubscriptionsReader reader =
            new SubscriptionsReader(TargetTypes.languages(Topics.DEFAULT.all()), MessageTexts.LANGUAGES);
    private final SubscriptionsInMemory subscriptions = new SubscriptionsInMemory(reader);
    private final Changes changes = new Changes();
    private final AlertBoard board = new AlertBoard(100, changes);
    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final AlertEvents events = new AlertEvents(changes, subscriptions, clock);
    private final List<String> said = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Stream<String>> open = new ArrayList<>();
    private AcknowledgeLinks links;
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        Files.writeString(secrets.resolve("links"), "0123456789abcdef0123456789abcdef");
        subscriptions.fromFile(reader.read(FROM_FILE, "alerts.yaml"));
        links = new AcknowledgeLinks(
                Optional.of("https://journeys.example.com"),
                List.of(new SecretName("links")),
                new Secrets(Optional.of(secrets)));
        Board.Desk desk = new Board.Desk(subscriptions, reader, subscriptions, this::say, links);
        List<RouteModule> modules = new ArrayList<>(Board.routes(board, events, desk, clock));
        modules.add(
                0,
                new AccessGate(
                        AccessKeys.of(new AccessSettings(List.of(VIEWER), List.of(ANALYST), List.of(OPERATOR)))));
        server = new HttpServer(ServerPlan.internal("127.0.0.1", 0, modules));
        changes.begin();
    }

    /** What the topic would do. */
    private void say(String alert, String by, String note) {
        said.add(alert + " " + by + " " + note);
        board.take(AlertLife.newBuilder()
                .setAlert(alert)
                .setKind(AlertLifeKind.ACKNOWLEDGED)
                .setAt(NOW.toEpochMilli())
                .setBy(by)
                .setNote(note)
                .build());
    }

    @AfterEach
    void close() {
        open.forEach(Stream::close);
        events.close();
        server.close();
    }

    private JourneyAlert raise(String customer, int minutesAgo) {
        JourneyAlert alert = TestAlerts.alert(
                customer, NOW.minus(Duration.ofMinutes(minutesAgo)).toEpochMilli());
        board.take(alert);
        return alert;
    }

    private HttpResponse<String> send(String method, String path, String key, String type, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.address() + path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        if (type != null) {
            request.header("Content-Type", type);
        }
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private HttpResponse<String> send(String method, String path, String key, String body) {
        return send(method, path, key, body == null ? null : "application/json", body);
    }

    private JsonNode get(String path, String key) {
        HttpResponse<String> answer = send("GET", path, key, null);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return new JsonMapper().readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(answer.body(), e);
        }
    }

    private List<String> customers(String query) {
        List<String> found = new ArrayList<>();
        get("/api/alerts" + query, ANALYST)
                .get("alerts")
                .forEach(each -> found.add(each.get("customer").asText()));
        return found;
    }

    @Test
    void alertsAreListedNewestFirstByPageAndByWhatIsAskedFor() {
        for (int i = 1; i <= 5; i++) {
            raise("u-" + i, 10 * i);
        }
        JourneyAlert other = TestAlerts.alert("u-6", NOW.minusSeconds(30).toEpochMilli());
        other.setStage("cart");
        other.setSeverity("critical");
        board.take(other);
        board.take(TestAlerts.with(other, AlertState.RESOLVED));
        assertThat(customers("")).containsExactly("u-6", "u-1", "u-2", "u-3", "u-4", "u-5");
        assertThat(customers("?offset=1&limit=2")).containsExactly("u-1", "u-2");
        assertThat(get("/api/alerts?stage=checkout&limit=1", ANALYST)
                        .get("count")
                        .intValue())
                .isEqualTo(5);
        assertThat(customers("?stage=cart&severity=critical&kind=stall&journey=shop&owner=shop&persona=any"))
                .containsExactly("u-6");
        assertThat(customers("?state=resolved")).containsExactly("u-6");
        assertThat(customers("?state=standing")).hasSize(5);
        assertThat(customers("?team=Shop"))
                .as("that a subscription of the team wants")
                .containsExactly("u-1");
        HttpResponse<String> wrong = send("GET", "/api/alerts?state=open", ANALYST, null);
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("\"state\"").contains("standing, raised, acknowledged");
        assertThat(send("GET", "/api/alerts?stages=cart", ANALYST, null).body()).contains("no such parameter");
    }

    @Test
    void whoMayNotSeeCustomersSeesNoneOfThem() {
        JourneyAlert alert = raise("very-secret-customer", 1);
        alert.setLink("https://journeys.example.com/c/very-secret-customer");
        board.take(TestAlerts.with(alert, AlertState.RESOLVED));
        board.take(
                JourneyAlert.newBuilder(alert).setRaised(alert.getRaised() + 1).build());
        send(
                "POST",
                "/api/alerts/" + alert.getId() + "/acknowledge",
                ANALYST,
                "{\"by\": \"Ann\", \"note\": \"called very-secret\"}");
        String masked = get("/api/alerts", VIEWER).toString() + get("/api/alerts/" + alert.getId(), VIEWER);
        assertThat(masked).contains("\"masked\":true").contains("ve•••").doesNotContain("very-secret");
        assertThat(get("/api/alerts", ANALYST).toString())
                .contains("called very-secret")
                .contains("/c/very-secret-customer");
        assertThat(get("/api/subscriptions", VIEWER).toString()).doesNotContain("u-1");
        assertThat(get("/api/subscriptions", OPERATOR).toString()).contains("u-1");
    }

    @Test
    void somebodyTakesCareOnceAndOnlyOfWhatStands() {
        JourneyAlert alert = raise("u-1", 1);
        String path = "/api/alerts/" + alert.getId() + "/acknowledge";
        JsonNode taken = json(send("POST", path, ANALYST, "{\"by\": \" Ann \", \"note\": \"calling\"}"));
        assertThat(taken.get("state").asText()).isEqualTo("acknowledged");
        assertThat(taken.get("acknowledged").toString())
                .isEqualTo("{\"by\":\"Ann\",\"note\":\"calling\",\"at\":\"2026-03-02T10:00:00Z\"}");
        assertThat(json(send("POST", path, ANALYST, "{\"by\": \"Bob\"}"))
                        .get("acknowledged")
                        .get("by")
                        .asText())
                .isEqualTo("Ann");
        assertThat(send("POST", path, ANALYST, "{\"note\": \"x\"}").body())
                .contains("\"by\"")
                .contains("who takes care");
        assertThat(send("POST", path, ANALYST, "{\"by\": \"A\", \"why\": 1}").body())
                .contains("\"why\"");
        assertThat(send("POST", path, ANALYST, "[]").statusCode()).isEqualTo(400);
        assertThat(send("POST", path, ANALYST, "text/plain", "{\"by\": \"A\"}").statusCode())
                .as("what a form of a foreign page could send")
                .isEqualTo(415);
        assertThat(send("POST", "/api/alerts/unknown/acknowledge", ANALYST, "{\"by\": \"A\"}")
                        .statusCode())
                .isEqualTo(404);
        board.take(TestAlerts.with(alert, AlertState.RESOLVED));
        assertThat(send("POST", path, ANALYST, "{\"by\": \"A\"}").statusCode()).isEqualTo(409);
        assertThat(said).containsExactly(alert.getId() + " Ann calling", alert.getId() + " Bob ");
    }

    private String link(JourneyAlert alert, Instant accepted) {
        return links.link(alert.getId(), "shop-desk", accepted)
                .orElseThrow()
                .replace("https://journeys.example.com", "");
    }

    @Test
    void aLinkShowsAFormAndOnlyTheFormAcknowledges() {
        JourneyAlert alert = raise("u-secret", 1);
        String link = link(alert, NOW);
        send("HEAD", link, null, null);
        for (int previews = 0; previews < 2; previews++) {
            HttpResponse<String> form = send("GET", link, null, null);
            assertThat(form.statusCode()).isEqualTo(200);
            assertThat(form.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .contains("default-src 'none'")
                    .contains("form-action 'self'");
        }
        assertThat(send("GET", link, null, null).body())
                .contains("method=\"post\"")
                .contains("stage checkout of shop")
                .doesNotContain("u-secret");
        assertThat(said).isEmpty();
        String type = "application/x-www-form-urlencoded";
        assertThat(send("POST", link, null, type, "by=&note=").body())
                .contains("by is missing")
                .contains("<form");
        HttpResponse<String> taken = send("POST", link, null, type, "by=Ann+%3Cb%3E&note=now");
        assertThat(taken.statusCode()).isEqualTo(200);
        assertThat(taken.body()).contains("Ann &lt;b&gt; takes care").doesNotContain("<b>");
        assertThat(said).containsExactly(alert.getId() + " Ann <b> now");
        assertThat(send("GET", link, null, null).body())
                .contains("takes care already")
                .doesNotContain("<form");
        board.take(TestAlerts.with(alert, AlertState.RESOLVED));
        assertThat(send("POST", link, null, type, "by=Bob").statusCode()).isEqualTo(410);
        assertThat(said).hasSize(1);
    }

    @Test
    void aLinkThatWasNotSignedHereOrIsTooOldDoesNothing() throws IOException {
        JourneyAlert alert = raise("u-1", 1);
        JourneyAlert other = raise("u-2", 1);
        String good = link(alert, NOW);
        String type = "application/x-www-form-urlencoded";
        for (String wrong : List.of(
                good.replace(alert.getId(), other.getId()),
                good.replace("shop-desk", "other"),
                good.replaceFirst("until=\\d+", "until=99999999999"),
                good.replaceFirst("signature=.", "signature="),
                good.replaceFirst("&signature=.*", ""),
                "/acknowledge/" + alert.getId())) {
            assertThat(send("GET", wrong, null, null).statusCode()).as(wrong).isEqualTo(404);
            assertThat(send("POST", wrong, OPERATOR, type, "by=A").statusCode())
                    .as(wrong)
                    .isEqualTo(404);
        }
        String old = link(alert, NOW.minus(Duration.ofDays(7)));
        assertThat(send("GET", old, null, null).statusCode()).isEqualTo(410);
        assertThat(send("POST", old, null, type, "by=A").statusCode()).isEqualTo(410);
        assertThat(said).isEmpty();
        Files.writeString(secrets.resolve("links"), "another-secret-of-enough-characters");
        assertThat(send("GET", good, null, null).statusCode())
                .as("after the secret was changed")
                .isEqualTo(404);
        Files.writeString(secrets.resolve("links"), "too short");
        assertThat(links.link(alert.getId(), "shop-desk", NOW)).isEmpty();
    }

    @Test
    void subscriptionsAreWrittenInTheLanguageOfTheFilesAndRefusedInItsWords() {
        String path = "/api/subscriptions/night-desk";
        String good =
                "{\"name\": \"night-desk\", \"team\": \"Night\", \"targets\": [\"desk\"], \"what\": {\"kinds\": \"churn\"},"
                        + " \"repeat\": \"30m\", \"replays\": true}";
        assertThat(send("PUT", path, ANALYST, good).statusCode()).isEqualTo(403);
        JsonNode put = json(send("PUT", path, OPERATOR, good));
        assertThat(put.get("source").asText()).isEqualTo("api");
        assertThat(put.get("definition").get("repeat").asText()).isEqualTo("30m");
        assertThat(put.get("definition").get("replays").booleanValue()).isTrue();
        assertThat(subscriptions.get().subscription("night-desk")).isPresent();
        assertThat(send("PUT", path, OPERATOR, "application/yaml", "name: night-desk\nteam: N\ntargets: desk\n")
                        .statusCode())
                .isEqualTo(200);
        assertThat(get(path, VIEWER).get("team").asText()).isEqualTo("N");

        String bad = "name: night-desk\ntargets: dekc\nwhat: {kinds: stal}\n";
        HttpResponse<String> refused = send("PUT", path, OPERATOR, "application/yaml", bad);
        assertThat(refused.statusCode()).isEqualTo(400);
        List<String> told = new ArrayList<>();
        json(refused)
                .get("problems")
                .forEach(each -> told.add(
                        each.get("field").asText() + ": " + each.get("message").asText()));
        List<String> ofFile = new ArrayList<>();
        try {
            reader.read(FROM_FILE + "  - {name: night-desk, targets: dekc, what: {kinds: stal}}\n", "alerts.yaml");
        } catch (InvalidSubscriptionsException e) {
            e.problems()
                    .forEach(each -> ofFile.add(each.field().replace("subscriptions[1].", "") + ": " + each.message()));
        }
        assertThat(told).hasSize(3).containsExactlyInAnyOrderElementsOf(ofFile);
        assertThat(send("PUT", path, OPERATOR, "{\"name\": \"day-desk\", \"team\": \"N\", \"targets\": \"desk\"}").body())
                .contains("is day-desk; expected night-desk, as the path says");
        assertThat(send("PUT", "/api/subscriptions/shop-desk", OPERATOR,
                                "{\"name\": \"shop-desk\", \"team\": \"N\", \"targets\": \"desk\"}")
                        .body())
                .contains("conflict")
                .contains("comes from a file");
        assertThat(send("DELETE", "/api/subscriptions/shop-desk", OPERATOR, null)
                        .statusCode())
                .isEqualTo(409);
        assertThat(send("DELETE", path, OPERATOR, null).statusCode()).isEqualTo(204);
        assertThat(send("DELETE", path, OPERATOR, null).statusCode()).isEqualTo(404);
    }

    @Test
    void targetsAreToldWithoutSecretsAndStayWhileSomebodyNamesThem() {
        String shown = get("/api/targets", VIEWER).toString();
        assertThat(shown)
                .contains("\"source\":\"file\"")
                .contains("https://desk.example.com/…")
                .doesNotContain("T0PSECRET")
                .doesNotContain("desk-key");
        String body = "{\"id\": \"night\", \"type\": \"pagerduty\", \"routing-key\": \"night-key\"}";
        assertThat(send("PUT", "/api/targets/night", OPERATOR, body).body()).doesNotContain("night-key");
        assertThat(send("PUT", "/api/targets/night", OPERATOR, "{\"id\": \"night\", \"type\": \"fax\"}")
                        .body())
                .contains("\"type\"")
                .contains("is fax; expected one of webhook");
        send("PUT", "/api/subscriptions/n", OPERATOR, "{\"name\": \"n\", \"team\": \"N\", \"targets\": \"night\"}");
        HttpResponse<String> used = send("DELETE", "/api/targets/night", OPERATOR, null);
        assertThat(used.statusCode()).isEqualTo(409);
        assertThat(used.body()).contains("subscriptions name it: n;");
        send("DELETE", "/api/subscriptions/n", OPERATOR, null);
        assertThat(send("DELETE", "/api/targets/night", OPERATOR, null).statusCode())
                .isEqualTo(204);
    }

    @Test
    void aDryRunAnswersWhatASubscriptionWouldHaveMatched() {
        for (int i = 1; i <= 5; i++) {
            raise("u-" + i, i);
        }
        JourneyAlert old = raise("u-6", 6);
        old.setReplay(true);
        String body = "{\"name\": \"x\", \"team\": \"N\", \"targets\": \"desk\","
                + " \"what\": {\"when\": \"customer in ['u-2', 'u-5', 'u-6']\"}}";
        JsonNode all = json(send("POST", "/api/subscriptions/dry-run", ANALYST, body));
        assertThat(all.get("looked").intValue()).isEqualTo(6);
        assertThat(all.get("matched").intValue()).as("but those of a replay").isEqualTo(2);
        assertThat(all.get("alerts").get(0).get("customer").asText()).isEqualTo("u-2");
        assertThat(json(send("POST", "/api/subscriptions/dry-run?last=3", ANALYST, body))
                        .get("matched")
                        .intValue())
                .isEqualTo(1);
        assertThat(send("POST", "/api/subscriptions/dry-run?last=1000", ANALYST, body)
                        .body())
                .contains("from 1 to 100");
        assertThat(subscriptions.get().subscription("x")).isEmpty();
    }

    @Test
    void silencesHaveAnAuthorAReasonAndAnEnd() {
        JourneyAlert alert = raise("u-1", 1);
        String good =
                "{\"author\": \"Ann\", \"reason\": \"works on the till\", \"for\": \"2h\", \"what\": {\"stages\": [\"checkout\"]}}";
        assertThat(send("POST", "/api/silences", VIEWER, good).statusCode()).isEqualTo(403);
        HttpResponse<String> created = send("POST", "/api/silences", ANALYST, good);
        assertThat(created.statusCode()).isEqualTo(201);
        String id = json(created).get("id").asText();
        JsonNode listed = get("/api/silences", VIEWER).get("silences").get(0);
        assertThat(listed.get("state").asText()).isEqualTo("active");
        assertThat(listed.get("until").asText()).isEqualTo("2026-03-02T12:00:00Z");
        assertThat(listed.get("what").toString()).isEqualTo("{\"stages\":[\"checkout\"]}");
        assertThat(get("/api/alerts/" + alert.getId(), VIEWER)
                        .get("silenced")
                        .get("by")
                        .asText())
                .isEqualTo(id);
        JsonNode ended = json(send("DELETE", "/api/silences/" + id, ANALYST, null));
        assertThat(ended.get("state").asText()).isEqualTo("over");
        assertThat(ended.get("reason").asText()).isEqualTo("works on the till");
        assertThat(get("/api/silences", VIEWER).get("silences")).hasSize(1);
        assertThat(get("/api/alerts/" + alert.getId(), VIEWER).has("silenced")).isFalse();
        for (String[] bad : new String[][] {
            {"\"what\": {}", "names nothing"},
            {"\"what\": {\"stage\": \"x\"}", "is not a key of the language here"},
            {"\"what\": {\"stages\": \"x\"}, \"until\": \"2026-03-02T09:00:00Z\"", "over before it begins"},
            {"\"what\": {\"stages\": \"x\"}, \"for\": \"100d\"", "more than 90 days"},
            {"\"what\": {\"stages\": \"x\"}, \"until\": \"noon\"", "expected a moment such as"},
        }) {
            HttpResponse<String> refused =
                    send("POST", "/api/silences", ANALYST, "{\"author\": \"A\", \"reason\": \"r\", " + bad[0] + "}");
            assertThat(refused.statusCode()).as(bad[0]).isEqualTo(400);
            assertThat(refused.body()).contains(bad[1]);
        }
        assertThat(send("POST", "/api/silences", ANALYST, "{\"what\": {\"stages\": \"x\"}, \"for\": \"1h\"}")
                        .body())
                .contains("\"author\"")
                .contains("\"reason\"");
    }

    private Iterator<String> watch(String query, String lastEventId) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(server.address() + "/api/alerts/stream" + query))
                .header("Accept", "text/event-stream")
                .header("Authorization", "Bearer " + VIEWER)
                .timeout(Duration.ofSeconds(20));
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        HttpResponse<Stream<String>> answer = http.send(request.build(), BodyHandlers.ofLines());
        assertThat(answer.statusCode()).isEqualTo(200);
        open.add(answer.body());
        return answer.body().iterator();
    }

    private static String next(Iterator<String> lines, String field) {
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.startsWith(field + ": ")) {
                return line.substring(field.length() + 2);
            }
        }
        throw new AssertionError("the stream ended before " + field);
    }

    @Test
    void whoWatchesIsToldOfEveryChangeAndGoesOnWhereTheyWere() throws Exception {
        Iterator<String> all = watch("", null);
        String begin = next(all, "id");
        Iterator<String> cart = watch("?stage=cart", null);
        assertThat(next(cart, "event")).isEqualTo("begin");
        JourneyAlert alert = raise("u-secret", 1);
        say(alert.getId(), "Ann", "");
        JourneyAlert other = TestAlerts.alert("u-2", NOW.minusSeconds(30).toEpochMilli());
        other.setStage("cart");
        board.take(other);
        assertThat(next(all, "data")).contains("{}");
        assertThat(next(all, "data"))
                .contains("\"change\":\"raised\"")
                .contains("checkout")
                .doesNotContain("u-secret");
        assertThat(next(all, "data")).contains("\"change\":\"acknowledged\"").contains("Ann");
        assertThat(next(cart, "event")).isEqualTo("alert");
        assertThat(next(cart, "data")).contains("\"stage\":\"cart\"");
        Iterator<String> again = watch("", begin);
        assertThat(next(again, "event")).isEqualTo("begin");
        assertThat(next(again, "event")).isEqualTo("alert");
        assertThat(next(again, "data")).contains("\"change\":\"raised\"");
        assertThat(next(watch("", "00000000-5"), "event")).isEqualTo("reset");
    }
}
