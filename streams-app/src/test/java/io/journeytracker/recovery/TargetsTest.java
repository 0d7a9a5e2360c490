package io.journeytracker.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.journeytracker.app.Main;
import io.journeytracker.runtime.JourneyTracker;
import io.journeytracker.runtime.StopSignal;
import io.journeytracker.schema.AvroSerdes;
import io.journeytracker.schema.JourneyAlert;
import io.journeytracker.testing.CapturedLog;
import io.journeytracker.testing.Measurements;
import io.journeytracker.testing.Promised;
import io.journeytracker.testing.ShopMap;
import io.journeytracker.testing.TestAlerts;
import io.journeytracker.testing.TrackerFixture;
import io.journeytracker.topic.Headers;
import io.journeytracker.topic.TopicAdmin;
import io.journeytracker.topic.TopicPlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Tag("broker")
class TargetsTest {

    private static final String OPERATOR = "operator-key-0123456789";
    private static final String SECRET = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    /** Of an address: as secret as a key, for who knows it can write there. */
    private static final String PATH = "T0B0SECRETPATH";

    @TempDir
    private Path directory;

    private Path secrets() throws IOException {
        Path secrets = Files.createDirectory(directory.resolve("secrets"));
        Files.writeString(secrets.resolve("desk"), "whsec_" + SECRET);
        return secrets;
    }

    private static void raise(TrackerFixture world, List<JourneyAlert> alerts) {
        AvroSerdes serdes = new AvroSerdes(world.settings());
        try (var values = serdes.values(JourneyAlert.class).serializer();
                var producer = new KafkaProducer<>(
                        world.config().kafka().forProducer(), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (JourneyAlert alert : alerts) {
                producer.send(new ProducerRecord<>(
                        "journey-alerts",
                        alert.getCustomer().getBytes(StandardCharsets.UTF_8),
                        values.serialize("journey-alerts", alert)));
            }
        }
    }

    /** What a receiver got, under its webhook-id. */
    private record Received(String id, String body) {}

    /** To Kafka, and by a file that is changed while the instance runs: for the better, then for the worse. */
    @Test
    void aChangedFileIsTakenInAndAWrongOneChangesNothing() throws IOException {
        Path file = directory.resolve("alerts.yaml");
        String target = "targets: [{id: feed, type: kafka, topic: %s}]\n"
                + "subscriptions:\n"
                + "  - {name: all, team: T, targets: feed}\n";
        Files.writeString(file, target.formatted("feed-one"));
        try (TrackerFixture world = new TrackerFixture(
                        directory.resolve("state"), Map.of("journey.subscriptions", file.toString()));
                JourneyTracker tracker = world.start(ShopMap.impatient(1, "1h", "2h"))) {
            topics(world, "feed-one", "feed-two");
            raise(world, List.of(TestAlerts.alert("first", System.currentTimeMillis())));
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> world.read("feed-one").size() == 1);

            long changed = System.nanoTime();
            Files.writeString(file, target.formatted("feed-two"));
            awaitReload(tracker, "taken");
            Duration took = Duration.ofNanos(System.nanoTime() - changed);
            Measurements.record(
                    "A file of subscriptions is changed", "taken in " + took.toMillis() + " ms after it was saved");
            assertThat(took).isLessThan(Promised.within(Duration.ofSeconds(2)));
            raise(world, List.of(TestAlerts.alert("second", System.currentTimeMillis())));
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> world.read("feed-two").size() == 1);

            Files.writeString(file, target.formatted("not a topic"));
            awaitReload(tracker, "refused");
            raise(world, List.of(TestAlerts.alert("third", System.currentTimeMillis())));
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> world.read("feed-two").size() == 2);
            assertThat(world.read("feed-one")).hasSize(1);

            Files.writeString(file, "targets: []\n");
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> world.committed("alert-subscriptions").stream()
                                    .filter(record -> record.value() == null)
                                    .count()
                            == 2);
            assertThat(world.read("dead-letters")).isEmpty();
        }
    }

    @Test
    void whatWasGivenUpIsListedAndArrivesAfterTheFix() throws IOException {
        List<Received> received = new CopyOnWriteArrayList<>();
        AtomicInteger status = new AtomicInteger(500);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            received.add(new Received(exchange.getRequestHeaders().getFirst("webhook-id"), body));
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
        server.start();
        Path file = Files.writeString(
                directory.resolve("alerts.yaml"),
                ("targets: [{id: desk, type: webhook, url: 'http://127.0.0.1:%d/%s', secrets: desk, retries: [1s]}]\n"
                                + "subscriptions:\n  - {name: all, team: T, targets: desk}\n")
                        .formatted(server.getAddress().getPort(), PATH));
        Map<String, String> settings = Map.of(
                "journey.access.operator.keys",
                OPERATOR,
                "journey.subscriptions",
                file.toString(),
                "journey.secrets.directory",
                secrets().toString(),
                "journey.delivery.internal.receivers",
                "127.0.0.1");
        try (CapturedLog log = CapturedLog.everything("io.journeytracker");
                TrackerFixture world = new TrackerFixture(directory.resolve("state"), settings);
                JourneyTracker tracker = world.start(ShopMap.impatient(1, "1h", "2h"))) {
            assertThat(undelivered(world)).contains("No messages were given up");
            garbage(world, "alert-subscriptions", "alert-deliveries", "alert-outbox", "alert-undelivered");
            RecordMetadata newer = ofANewerApplication(world);
            raise(world, List.of(TestAlerts.alert("first", System.currentTimeMillis())));
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> undelivered(world).contains("all to desk  2 attempts: HTTP status 500"));
            assertThat(undelivered(world)).contains("1 message").doesNotContain("first");
            assertThat(undelivered(world, "--target", "other")).contains("No messages were given up");
            assertThat(received).hasSize(2);
            status.set(204);
            assertThat(undelivered(world, "--again")).contains("1 message will be sent again");
            await().atMost(Duration.ofSeconds(60)).until(() -> received.size() == 3);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> undelivered(world).contains("No messages"));
            assertThat(received.stream().map(Received::id).distinct())
                    .as("webhook-id")
                    .hasSize(1);
            assertThat(world.committed("dead-letters").stream()
                            .map(letter -> new String(
                                    letter.headers()
                                            .lastHeader(Headers.DEAD_TOPIC)
                                            .value(),
                                    StandardCharsets.UTF_8)))
                    .containsExactlyInAnyOrder("alert-deliveries", "alert-outbox");

            status.set(500);
            raise(world, List.of(TestAlerts.alert("second", System.currentTimeMillis())));
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> undelivered(world).contains("all to desk  2 attempts"));
            assertThat(undelivered(world, "--older-than", "1d", "--discard")).contains("No messages were given up");
            assertThat(undelivered(world, "--discard")).contains("1 message deleted", "1 more cannot be read");
            assertThat(undelivered(world, "--discard", "--unreadable"))
                    .contains("1 more cannot be read by this version: deleted");
            assertThat(undelivered(world)).contains("No messages were given up").doesNotContain("cannot be read");
            assertThat(tracker.live().ok()).isTrue();
            assertThat(committed(world, newer))
                    .as("it waits for who can read it")
                    .isLessThanOrEqualTo(newer.offset());
            assertNoSecrets(tracker, log);
        } finally {
            server.stop(0);
        }
    }

    /** A message in a schema that nobody here knows. */
    private static RecordMetadata ofANewerApplication(TrackerFixture world) {
        byte[] newer =
                ByteBuffer.allocate(40).putShort((short) 0xC301).putLong(42).array();
        try (var producer = new KafkaProducer<>(
                world.config().kafka().forProducer(), new ByteArraySerializer(), new ByteArraySerializer())) {
            return producer.send(new ProducerRecord<>("alert-outbox", "desk".getBytes(StandardCharsets.UTF_8), newer))
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    /** Before which offset of the record's partition all messages are answered. */
    private static long committed(TrackerFixture world, RecordMetadata record) {
        try (Admin admin = Admin.create(world.config().kafka().forAdmin())) {
            return admin.listConsumerGroupOffsets(world.config().applicationId() + "-senders")
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .get(new TopicPartition("alert-outbox", record.partition()))
                    .offset();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertNoSecrets(JourneyTracker tracker, CapturedLog log) throws IOException {
        assertThat(log.lines())
                .anyMatch(line -> line.contains("Messages of a newer application wait"))
                .anyMatch(line -> line.contains("Target desk failed: HTTP status 500"));
        StringBuilder said = new StringBuilder(String.join("\n", log.lines()));
        for (String path : List.of("/metrics", "/api/targets", "/api/subscriptions", "/api/alerts", "/health/ready")) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(tracker.address() + path))
                    .header("Authorization", "Bearer " + OPERATOR)
                    .build();
            try {
                HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
                assertThat(answer.statusCode()).as(path).isEqualTo(200);
                said.append('\n').append(answer.body());
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        assertThat(said.toString()).doesNotContain(SECRET).doesNotContain(PATH).doesNotContain(OPERATOR);
    }

    private static void garbage(TrackerFixture world, String... topics) {
        try (var producer = new KafkaProducer<>(
                world.config().kafka().forProducer(), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (String topic : topics) {
                byte[] garbage = "garbage".getBytes(StandardCharsets.UTF_8);
                producer.send(new ProducerRecord<>(topic, garbage, garbage));
            }
        }
    }

    private static String undelivered(TrackerFixture world, String... options) {
        StringWriter out = new StringWriter();
        CommandLine line = Main.commandLine(new StopSignal());
        line.setOut(new PrintWriter(out, true));
        List<String> arguments = new ArrayList<>(List.of("undelivered"));
        arguments.addAll(world.commandLineSettings());
        arguments.addAll(List.of(options));
        assertThat(line.execute(arguments.toArray(new String[0]))).isZero();
        return out.toString();
    }

    private static void topics(TrackerFixture world, String... names) {
        try (TopicAdmin admin = new TopicAdmin(world.config().kafka().forAdmin())) {
            admin.prepare(Stream.of(names)
                    .map(name -> new TopicPlan(name, 1, (short) 1, "delete", Map.of(), Set.of()))
                    .toList());
        }
    }

    private static void awaitReload(JourneyTracker tracker, String outcome) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> tracker.meters()
                                .get("journey.subscriptions.reloads")
                                .tag("outcome", outcome)
                                .counter()
                                .count()
                        == 1);
    }
}
