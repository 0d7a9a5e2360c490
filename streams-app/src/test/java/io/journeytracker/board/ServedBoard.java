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
import io.journeytracker.schema.JourneyAlert;
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
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A board of alerts behind HTTP and keys, with one subscription and one target out of a file. */
abstract class ServedBoard {

    static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
    static final String VIEWER = "viewer-key-0123456789";
    static final String ANALYST = "analyst-key-0123456789";
    static final String ANN = "anns-own-key-0123456789";
    static final String OPERATOR = "operator-key-0123456789";
    static final String FROM_FILE = """
            targets:
              - {id: desk, type: webhook, url: "https://desk.example.com/hooks/T0PSECRET", secrets: desk-key}
            subscriptions:
              - {name: shop-desk, team: Shop, targets: desk, what: {stages: checkout, when: 'customer == "u-1"'}}
            """;

    @TempDir
    Path secrets;

    final SubscriptionsReader reader =
            new SubscriptionsReader(TargetTypes.languages(Topics.DEFAULT.all()), MessageTexts.LANGUAGES);
    final SubscriptionsInMemory subscriptions = new SubscriptionsInMemory(reader);
    final Changes changes = new Changes();
    final AlertBoard board = new AlertBoard(100, changes);
    final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    final AlertViews views = new AlertViews(subscriptions, new ShownIds(Optional.empty()), clock);
    final AlertEvents events = new AlertEvents(changes, views);
    final List<String> said = new ArrayList<>();
    /** Of whom somebody takes care as the first one. */
    final List<JourneyAlert> taken = new ArrayList<>();
    /** Keys that Kafka does not take. */
    final Set<String> refused = new HashSet<>();

    final HttpClient http = HttpClient.newHttpClient();
    AcknowledgeLinks links;
    HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        Files.writeString(secrets.resolve("links"), "0123456789abcdef0123456789abcdef");
        subscriptions.fromFile(reader.read(FROM_FILE, "alerts.yaml"));
        links = new AcknowledgeLinks(
                Optional.of("https://journeys.example.com"),
                List.of(new SecretName("links")),
                new Secrets(Optional.of(secrets)));
        serve(true);
        changes.begin();
    }

    /** @param files whether this instance reads files of subscriptions */
    final void serve(boolean files) {
        if (server != null) {
            server.close();
        }
        Board.Desk desk = new Board.Desk(
                subscriptions,
 reader,
 this::write,
 this::say,
 headers -> true,
 taken::add,
 links,
 files,
 Optional.empty());
        List<RouteModule> modules = new ArrayList<>(Board.routes(board, events, views, desk, clock));
        modules.add(
                0,
                new AccessGate(AccessKeys.of(
                        new AccessSettings(List.of(VIEWER), List.of(ANALYST, "Ann Smith:" + ANN), List.of(OPERATOR)))));
        server = new HttpServer(ServerPlan.internal("127.0.0.1", 0, modules));
    }

    private void write(String key, String text) {
        if (refused.contains(key)) {
            throw new TimeoutException("Kafka is away");
        }
        subscriptions.write(key, text);
    }

    /** What the topic would do. */
    final void say(String alert, String by, String note) {
        said.add(alert + " " + by + " " + note);
        AlertLife life = AlertLife.newBuilder()
                .setAlert(alert)
                .setKind(AlertLifeKind.ACKNOWLEDGED)
                .setAt(NOW.toEpochMilli())
                .setBy(by)
                .setNote(note)
                .build();
        board.take(life).ifPresent(taken::add);
    }

    @AfterEach
    void close() {
        events.close();
        server.close();
    }

    final JourneyAlert raise(String customer, int minutesAgo) {
        JourneyAlert alert = TestAlerts.alert(
                customer, NOW.minus(Duration.ofMinutes(minutesAgo)).toEpochMilli());
        board.take(alert);
        return alert;
    }

    final HttpResponse<String> send(String method, String path, String key, String type, String body) {
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

    final HttpResponse<String> send(String method, String path, String key, String body) {
        return send(method, path, key, body == null ? null : "application/json", body);
    }

    final JsonNode get(String path, String key) {
        HttpResponse<String> answer = send("GET", path, key, null);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    static JsonNode json(HttpResponse<String> answer) {
        try {
            return new JsonMapper().readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(answer.body(), e);
        }
    }
}
