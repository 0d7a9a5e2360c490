package io.journeytracker.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import io.journeytracker.runtime.JourneyTracker;
import io.journeytracker.schema.AvroSerdes;
import io.journeytracker.schema.JourneyAlert;
import io.journeytracker.testing.Promised;
import io.journeytracker.testing.ShopMap;
import io.journeytracker.testing.TestAlerts;
import io.journeytracker.testing.TrackerFixture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A team subscribes, takes care by the link in a message, and silences, all by HTTP and on two instances. */
@Tag("broker")
class AlertsByHttpTest {

    private static final String KEY = "operator-key-0123456789";

    @TempDir
    private Path directory;

    private static void raise(TrackerFixture world, JourneyAlert alert) {
        AvroSerdes serdes = new AvroSerdes(world.settings());
        try (var values = serdes.values(JourneyAlert.class).serializer();
                var producer = new KafkaProducer<>(
                        world.config().kafka().forProducer(), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                    "journey-alerts",
                    alert.getCustomer().getBytes(StandardCharsets.UTF_8),
                    values.serialize("journey-alerts", alert)));
        }
    }

    private static JourneyAlert fresh(String customer) {
        long now = System.currentTimeMillis();
        return JourneyAlert.newBuilder(TestAlerts.alert(customer, now))
                .setRaised(now)
                .build();
    }

    private static JsonNode ask(JourneyTracker tracker, String method, String path, String type, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(tracker.address() + path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Authorization", "Bearer " + KEY)
                .header("Content-Type", type)
                .build();
        try {
            HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
            return answer.body().startsWith("{")
                    ? new JsonMapper().readTree(answer.body())
                    : new JsonMapper().getNodeFactory().textNode(answer.body());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String state(JourneyTracker tracker, JourneyAlert alert) {
        for (JsonNode each :
                ask(tracker, "GET", "/api/alerts", "application/json", null).get("alerts")) {
            if (each.get("id").asText().equals(alert.getId())) {
                return each.get("state").asText();
            }
        }
        return "unknown";
    }

    private static long count(List<JsonNode> received, String type, String customer) {
        return received.stream()
                .filter(each -> each.get("type").asText().equals("journey.alert." + type))
                .filter(each -> each.at("/data/alerts/0/customer").asText().equals(customer))
                .count();
    }

    @Test
    void aTeamSubscribesTakesCareByALinkAndSilencesOnEveryInstance() throws IOException {
        List<JsonNode> received = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            received.add(new JsonMapper().readTree(exchange.getRequestBody()));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        Path secrets = Files.createDirectory(directory.resolve("secrets"));
        Files.writeString(secrets.resolve("desk"), "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        Files.writeString(secrets.resolve("links"), "0123456789abcdef0123456789abcdef");
        Map<String, String> settings = Map.of(
                "journey.access.operator.keys", KEY,
                "journey.secrets.directory", secrets.toString(),
                "journey.delivery.internal.receivers", "127.0.0.1",
                "journey.acknowledge.url", "https://journeys.example.com",
                "journey.acknowledge.secrets", "links");
        try (TrackerFixture world = new TrackerFixture(directory.resolve("state"), settings);
                JourneyTracker one = world.start(ShopMap.impatient(1, "1h", "2h"))) {
            String json = "application/json";
            ask(one, "PUT", "/api/targets/desk", json, """
                    {"id": "desk", "type": "webhook", "url": "http://127.0.0.1:%d/", "secrets": "desk"}""".formatted(
                            server.getAddress().getPort()));
            // Twenty seconds for somebody to take care of one, which takes one or two.
            ask(one, "PUT", "/api/subscriptions/all", json, """
                    {"name": "all", "team": "T", "targets": "desk", "escalate": {"after": "20s", "to": "desk"}}""");
            JourneyAlert taken = fresh("taken");
            JourneyAlert left = fresh("left");
            raise(world, taken);
            raise(world, left);
            await().atMost(Duration.ofSeconds(60)).until(() -> count(received, "raised", "taken") == 1);
            String link = received.stream()
                    .filter(each -> each.at("/data/alerts/0/customer").asText().equals("taken"))
                    .map(each -> each.at("/data/alerts/0/acknowledge").asText())
                    .findFirst()
                    .orElseThrow();
            assertThat(link).startsWith("https://journeys.example.com/acknowledge/" + taken.getId());
            String path = link.substring("https://journeys.example.com".length());
            ask(one, "GET", path, json, null);
            assertThat(state(one, taken)).isEqualTo("raised");
            ask(one, "POST", path, "application/x-www-form-urlencoded", "by=Ann&note=calling");
            await().atMost(Duration.ofSeconds(60)).until(() -> count(received, "acknowledged", "taken") == 1);
            await().atMost(Duration.ofSeconds(60)).until(() -> count(received, "escalated", "left") == 1);
            assertThat(count(received, "escalated", "taken")).isZero();
            await("both, each at one target")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> changes(one, taken, "delivered") == 2);
            assertThat(changes(one, taken, "acknowledged")).isEqualTo(1);

            try (JourneyTracker two = world.start(directory.resolve("other"))) {
                assertThat(state(two, taken)).as("after a start").isEqualTo("acknowledged");
                assertThat(changes(two, taken, "acknowledged"))
                        .as("counted where it was said, not where it is read")
                        .isZero();
                assertThat(ask(two, "GET", "/api/alerts/" + left.getId(), json, null)
                                .at("/escalations/0/subscription")
                                .asText())
                        .isEqualTo("all");
                ask(two, "PUT", "/api/subscriptions/night", json, """
                        {"name": "night", "team": "T", "targets": "desk", "what": {"stages": "nowhere"}}""");
                await().atMost(Promised.within(Duration.ofSeconds(2)))
                        .until(() -> ask(one, "GET", "/api/subscriptions", json, null)
                                .toString()
                                .contains("\"night\""));
                ask(two, "POST", "/api/silences", json, """
                        {"author": "Ann", "reason": "works on the till", "for": "1h", "what": {"stages": "checkout"}}""");
                await().atMost(Promised.within(Duration.ofSeconds(2)))
                        .until(() -> ask(one, "GET", "/api/silences", json, null)
                                        .get("silences")
                                        .size()
                                == 1);
                JourneyAlert silenced = fresh("silenced");
                JourneyAlert elsewhere = fresh("elsewhere");
                elsewhere.setStage("cart");
                raise(world, silenced);
                raise(world, elsewhere);
                await().atMost(Duration.ofSeconds(60)).until(() -> count(received, "raised", "elsewhere") == 1);
                await().atMost(Duration.ofSeconds(60)).until(() -> suppressed(one) + suppressed(two) == 1);
                assertThat(count(received, "raised", "silenced")).isZero();
                assertThat(state(one, silenced)).isEqualTo("raised");
            }
        } finally {
            server.stop(0);
        }
    }

    /** Of alerts like this one, at its stage, of its kind and owner. */
    private static double changes(JourneyTracker tracker, JourneyAlert alert, String change) {
        return tracker
                .meters()
                .find("journey.alert.changes")
                .tags("journey", alert.getJourney(), "stage", alert.getStage(), "kind", "stall")
                .tags("owner", alert.getOwner(), "severity", alert.getSeverity(), "change", change)
                .counters()
                .stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private static double suppressed(JourneyTracker tracker) {
        return tracker.meters().find("journey.deliveries.suppressed").tag("reason", "silenced").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }
}
