package io.journeytracker.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.journeytracker.app.Main;
import io.journeytracker.runtime.JourneyTracker;
import io.journeytracker.runtime.StopSignal;
import io.journeytracker.schema.AvroSerdes;
import io.journeytracker.schema.JourneyAlert;
import io.journeytracker.testing.Measurements;
import io.journeytracker.testing.ShopMap;
import io.journeytracker.testing.Sizes;
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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Tag("broker")
class TargetsTest {

    private static final int TARGETS = 50;
    private static final int ALERTS_EACH = Sizes.choose(10, 100);
    private static final Duration APART = Duration.ofMillis(10);

    @TempDir
    private Path directory;

    private Path secrets() throws IOException {
        Path secrets = Files.createDirectory(directory.resolve("secrets"));
        Files.writeString(secrets.resolve("desk"), "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        return secrets;
    }

    private static void raise(TrackerFixture world, List<JourneyAlert> alerts) {
        AvroSerdes serdes = new AvroSerdes(world.settings());
        try (var values = serdes.values(JourneyAlert.class).serializer();
                var producer = new KafkaProducer<>(
                        world.config().kafka().forProducer(), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (JourneyAlert alert : alerts) {
                await().pollInterval(Duration.ofMillis(1)).until(() -> System.currentTimeMillis() >= alert.getDue());
                producer.send(new ProducerRecord<>(
                        "journey-alerts",
                        alert.getCustomer().getBytes(StandardCharsets.UTF_8),
                        values.serialize("journey-alerts", alert)));
            }
        }
    }

    /** What a receiver got, by the path that it was sent to. */
    private record Received(String path, String body, long at) {}

    @Test
    @Tag("alone")
    void oneDeadTargetOfFiftyDelaysNoOther() throws IOException {
        List<Received> received = new CopyOnWriteArrayList<>();
        ExecutorService threads = Executors.newCachedThreadPool();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> receive(exchange, received));
        server.start();
        try {
            String targets = IntStream.range(0, TARGETS)
                    .mapToObj(i -> "  - {id: t%d, type: webhook, url: 'http://127.0.0.1:%d/%s', secrets: desk}\n"
                            .formatted(i, server.getAddress().getPort(), i == 0 ? "dead" : "t" + i))
                    .collect(Collectors.joining());
            String subscriptions = IntStream.range(0, TARGETS)
                    .mapToObj(i -> "  - {name: s%d, team: T, what: {owners: o%d}, targets: t%d}\n".formatted(i, i, i))
                    .collect(Collectors.joining());
            Path file = Files.writeString(
                    directory.resolve("alerts.yaml"), "targets:\n" + targets + "subscriptions:\n" + subscriptions);
            try (TrackerFixture world = new TrackerFixture(
                            directory.resolve("state"),
                            Map.of(
                                    "journey.subscriptions",
                                    file.toString(),
                                    "journey.secrets.directory",
                                    secrets().toString(),
                                    "journey.delivery.internal.receivers",
                                    "127.0.0.1"));
                    JourneyTracker tracker = world.start(ShopMap.impatient(1, "1h", "2h"))) {
                long begin = System.currentTimeMillis() + 1_000;
                List<JourneyAlert> alerts = IntStream.range(0, TARGETS * ALERTS_EACH)
                        .mapToObj(i -> alert(i, begin + i * APART.toMillis()))
                        .toList();
                raise(world, alerts);
                int expected = (TARGETS - 1) * ALERTS_EACH;
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> received.stream()
                                        .filter(each -> each.path().matches("/t\\d+"))
                                        .count()
                                >= expected);
                assertThat(tracker.live().ok()).isTrue();
                assertThat(received).anyMatch(each -> each.path().equals("/dead"));
                Map<String, Long> due =
                        alerts.stream().collect(Collectors.toMap(JourneyAlert::getId, JourneyAlert::getDue));
                long[] took = received.stream()
                        .filter(each -> each.path().matches("/t\\d+"))
                        .mapToLong(each -> each.at() - due.get(id(each.body())))
                        .sorted()
                        .toArray();
                long p50 = took[took.length / 2];
                long p99 = took[(int) (took.length * 0.99)];
                Measurements.record(
                        "Alerts to 50 targets, one of them dead",
                        took.length + " alerts, from due to received: p50 " + p50 + " ms, p99 " + p99 + " ms");
                assertThat(p99).isLessThan(5_000);
            }
        } finally {
            server.stop(0);
            threads.shutdownNow();
        }
    }

    private static JourneyAlert alert(int number, long due) {
        JourneyAlert alert = TestAlerts.alert("c" + number, due);
        alert.setOwner("o" + number % TARGETS);
        return alert;
    }

    private static void receive(HttpExchange exchange, List<Received> received) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        received.add(new Received(exchange.getRequestURI().getPath(), body, System.currentTimeMillis()));
        if (!exchange.getRequestURI().getPath().equals("/dead")) {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        }
    }

    private static String id(String body) {
        assertThat(body).as("what a target got").contains("\"id\":\"");
        int from = body.indexOf("\"id\":\"") + 6;
        return body.substring(from, body.indexOf('"', from));
    }

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
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> world.read("feed-one").size() == 1);

            Files.writeString(file, target.formatted("feed-two"));
            awaitReload(tracker, "taken");
            raise(world, List.of(TestAlerts.alert("second", System.currentTimeMillis())));
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> world.read("feed-two").size() == 1);

            Files.writeString(file, target.formatted("not a topic"));
            awaitReload(tracker, "refused");
            raise(world, List.of(TestAlerts.alert("third", System.currentTimeMillis())));
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> world.read("feed-two").size() == 2);
            assertThat(world.read("feed-one")).hasSize(1);

            Files.writeString(file, "targets: []\n");
            await().atMost(Duration.ofSeconds(10))
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
            received.add(new Received(
                    exchange.getRequestHeaders().getFirst("webhook-id"), body, System.currentTimeMillis()));
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
        server.start();
        Path file = Files.writeString(
                directory.resolve("alerts.yaml"),
                ("targets: [{id: desk, type: webhook, url: 'http://127.0.0.1:%d/', secrets: desk, retries: [1s]}]\n"
                                + "subscriptions:\n  - {name: all, team: T, targets: desk}\n")
                        .formatted(server.getAddress().getPort()));
        Map<String, String> settings = Map.of(
                "journey.subscriptions",
                file.toString(),
                "journey.secrets.directory",
                secrets().toString(),
                "journey.delivery.internal.receivers",
                "127.0.0.1");
        try (TrackerFixture world = new TrackerFixture(directory.resolve("state"), settings);
                JourneyTracker tracker = world.start(ShopMap.impatient(1, "1h", "2h"))) {
            assertThat(undelivered(world)).contains("No messages were given up");
            garbage(world, "alert-subscriptions", "alert-deliveries", "alert-outbox", "alert-undelivered");
            raise(world, List.of(TestAlerts.alert("first", System.currentTimeMillis())));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> undelivered(world).contains("all to desk  2 attempts: HTTP status 500"));
            assertThat(undelivered(world)).contains("1 message").doesNotContain("first");
            assertThat(undelivered(world, "--target", "other")).contains("No messages were given up");
            assertThat(received).hasSize(2);
            status.set(204);
            assertThat(undelivered(world, "--again")).contains("1 message will be sent again");
            await().atMost(Duration.ofSeconds(20)).until(() -> received.size() == 3);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> undelivered(world).contains("No messages"));
            assertThat(received.stream().map(Received::path).distinct())
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
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> undelivered(world).contains("all to desk  2 attempts"));
            assertThat(undelivered(world, "--older-than", "1d", "--discard")).contains("No messages were given up");
            assertThat(undelivered(world, "--discard")).contains("1 message deleted", "1 more cannot be read");
            assertThat(undelivered(world, "--discard", "--unreadable"))
                    .contains("1 more cannot be read by this version: deleted");
            assertThat(undelivered(world)).contains("No messages were given up").doesNotContain("cannot be read");
            assertThat(tracker.live().ok()).isTrue();
        } finally {
            server.stop(0);
        }
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
        await().atMost(Duration.ofSeconds(10))
                .until(() -> tracker.meters()
                                .get("journey.subscriptions.reloads")
                                .tag("outcome", outcome)
                                .counter()
                                .count()
                        == 1);
    }
}
