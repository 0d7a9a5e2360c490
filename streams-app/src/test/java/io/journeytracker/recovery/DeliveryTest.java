package io.journeytracker.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.journeytracker.schema.AvroSerdes;
import io.journeytracker.schema.JourneyAlert;
import io.journeytracker.sdk.Node;
import io.journeytracker.testing.AppProcess;
import io.journeytracker.testing.BadReceiver;
import io.journeytracker.testing.BadReceiver.Received;
import io.journeytracker.testing.Measurements;
import io.journeytracker.testing.ShopMap;
import io.journeytracker.testing.Sizes;
import io.journeytracker.testing.TestAlerts;
import io.journeytracker.testing.TrackerFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("broker")
class DeliveryTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final int KILLS = Sizes.choose(2, 10);
    private static final int ALERTS_A_LIFE = Sizes.choose(60, 200);

    /** Sooner than in production, so that a test does not wait for what a killed instance has left open. */
    private static final Map<String, String> SOON = Map.of(
            "kafka.streams.consumer.session.timeout.ms", "3000",
            "kafka.streams.consumer.heartbeat.interval.ms", "1000",
            "kafka.streams.producer.transaction.timeout.ms", "4000",
            "kafka.consumer.session.timeout.ms", "3000",
            "kafka.consumer.heartbeat.interval.ms", "1000");

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path directory;

    private static final Set<String> RAISED = new HashSet<>();
    private static List<Received> received = List.of();

    /** The receiver fails half of the time, and the application is killed again and again while there is something on its way. */
    @BeforeAll
    static void killAgainAndAgain() throws IOException {
        Path secrets = Files.createDirectory(directory.resolve("secrets"));
        Files.writeString(secrets.resolve("desk"), SECRET + "\n");
        Path map = Files.writeString(
                directory.resolve("shop.yaml"), ShopMap.impatient(1, "1h", "2h").yaml());
        try (BadReceiver receiver = new BadReceiver(SECRET, 42)) {
            Path subscriptions = Files.writeString(
                    directory.resolve("alerts.yaml"), """
                        targets:
                          - id: desk
                            type: webhook
                            url: %s
                            secrets: desk
                            rate: 100
                            concurrency: 16
                            retries: [%s]
                        subscriptions:
                          - {name: all, team: Desk, targets: desk}
                        """.formatted(receiver.address(), "1s, ".repeat(19) + "1s"));
            Map<String, String> settings = new HashMap<>(SOON);
            settings.put("journey.subscriptions", subscriptions.toString());
            settings.put("journey.secrets.directory", secrets.toString());
            settings.put("journey.delivery.internal.receivers", "127.0.0.1");
            try (TrackerFixture world = new TrackerFixture(directory.resolve("state"), settings)) {
                for (int life = 0; life <= KILLS; life++) {
                    try (AppProcess app = AppProcess.start(world.settings(), directory.resolve("state"), map)) {
                        app.address();
                        RAISED.addAll(raise(world, "life-" + life));
                        int enough = life == KILLS ? RAISED.size() : RAISED.size() - ALERTS_A_LIFE / 2;
                        await().atMost(Duration.ofSeconds(120))
                                .until(() -> taken(receiver.received()).size() >= enough);
                        app.kill();
                    }
                }
            }
            received = List.copyOf(receiver.received());
        }
    }

    @Test
    void everyAlertArrivesUnderOneIdWhateverFails() {
        Map<String, Set<String>> taken = taken(received);
        assertThat(taken.keySet()).isEqualTo(RAISED);
        assertThat(received).allMatch(Received::verified);
        assertThat(ids(received, any -> true).values())
                .as("the ids of all attempts at an alert")
                .allMatch(ids -> ids.size() == 1);
        long successes = received.stream().filter(Received::taken).count();
        int alerts = ALERTS_A_LIFE * (KILLS + 1);
        assertThat(successes).isGreaterThanOrEqualTo(alerts);
        Measurements.record(
                "Alerts to a bad receiver, application killed " + KILLS + " times",
                alerts + " alerts, " + received.size() + " attempts, " + (successes - alerts) + " received twice");
    }

    /** By the library that receivers are told to use. */
    @Test
    void everySignatureVerifiesWithAnIndependentLibrary() {
        assumeTrue(Node.missing().isEmpty(), () -> Node.missing().orElse(""));
        Node.install();
        ObjectNode given = JSON.createObjectNode().put("secret", SECRET);
        ArrayNode messages = given.putArray("messages");
        received.forEach(each -> messages.addObject()
                .put("id", each.id())
                .put("timestamp", each.timestamp())
                .put("signature", each.signature())
                .put("body", each.body()));
        JsonNode told = Node.run("signatures.js", given).get(0);
        assertThat(told.path("verified").asInt()).isEqualTo(received.size()).isPositive();
        assertThat(told.path("forged").asInt()).as("with a changed body").isZero();
    }

    /** The ids under which each alert was received with success. */
    private static Map<String, Set<String>> taken(List<Received> all) {
        return ids(all, Received::taken);
    }

    private static Map<String, Set<String>> ids(List<Received> all, Predicate<Received> which) {
        Map<String, Set<String>> ids = new HashMap<>();
        for (Received received : all) {
            if (which.test(received)) {
                ids.computeIfAbsent(alert(received.body()), alert -> new HashSet<>())
                        .add(received.id());
            }
        }
        return ids;
    }

    private static String alert(String body) {
        try {
            JsonNode message = JSON.readTree(body);
            return message.at("/data/alerts/0/id").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> raise(TrackerFixture world, String name) {
        AvroSerdes serdes = new AvroSerdes(world.settings());
        try (var values = serdes.values(JourneyAlert.class).serializer();
                var producer = new KafkaProducer<>(
                        world.config().kafka().forProducer(), new ByteArraySerializer(), new ByteArraySerializer())) {
            return IntStream.range(0, ALERTS_A_LIFE)
                    .mapToObj(i -> {
                        JourneyAlert alert = TestAlerts.alert(name + "-" + i, System.currentTimeMillis());
                        producer.send(new ProducerRecord<>(
                                "journey-alerts",
                                alert.getCustomer().getBytes(StandardCharsets.UTF_8),
                                values.serialize("journey-alerts", alert)));
                        return alert.getId();
                    })
                    .toList();
        }
    }
}
