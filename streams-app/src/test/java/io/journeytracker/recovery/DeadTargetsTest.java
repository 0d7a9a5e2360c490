package io.journeytracker.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.journeytracker.runtime.JourneyTracker;
import io.journeytracker.schema.AvroSerdes;
import io.journeytracker.schema.JourneyAlert;
import io.journeytracker.testing.Measurements;
import io.journeytracker.testing.ShopMap;
import io.journeytracker.testing.Sizes;
import io.journeytracker.testing.TestAlerts;
import io.journeytracker.testing.TrackerFixture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fifty targets at one host, all served by one instance. Those that are dead take every message and never answer. */
@Tag("broker")
@Tag("alone")
class DeadTargetsTest {

    private static final int TARGETS = 50;
    private static final int MANY = 10;
    private static final int ALERTS_EACH = Sizes.choose(6, 100);
    private static final int TO_WARM_UP = Sizes.choose(2, 50);
    private static final Duration APART = Duration.ofMillis(10);

    @TempDir
    private Path directory;

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final Set<Integer> tried = new HashSet<>();
    private volatile int dead;

    private record Received(int target, String body, long at) {}

    @Test
    void oneDeadTargetOfFiftyDelaysNoOtherAndNeitherDoTen() throws IOException {
        ExecutorService threads = Executors.newCachedThreadPool();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::receive);
        server.start();
        try (TrackerFixture world = new TrackerFixture(directory.resolve("state"), settings(server));
                JourneyTracker tracker = world.start(ShopMap.impatient(1, "1h", "2h"))) {
            await().atMost(Duration.ofSeconds(60)).until(() -> tracker.ready().ok());
            // As an instance that has run for a while: what the first seconds take says nothing of targets.
            round(world, "first", TO_WARM_UP, 0);
            measure(world, 1, "one");
            measure(world, MANY, "ten");
            assertThat(tracker.live().ok()).isTrue();
        } finally {
            server.stop(0);
            threads.shutdownNow();
        }
    }

    private Map<String, String> settings(HttpServer server) throws IOException {
        Path secrets = Files.createDirectory(directory.resolve("secrets"));
        Files.writeString(secrets.resolve("desk"), "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        String targets = each("  - {id: t%d, type: webhook, url: 'http://127.0.0.1:"
                + server.getAddress().getPort() + "/%d', secrets: desk}\n");
        String subscriptions = each("  - {name: s%d, team: T, what: {owners: o%d}, targets: t%d}\n");
        Path file = Files.writeString(
                directory.resolve("alerts.yaml"), "targets:\n" + targets + "subscriptions:\n" + subscriptions);
        return Map.of(
                "journey.subscriptions", file.toString(),
                "journey.secrets.directory", secrets.toString(),
                "journey.delivery.internal.receivers", "127.0.0.1");
    }

    private static String each(String line) {
        return IntStream.range(0, TARGETS)
                .mapToObj(i -> line.formatted(i, i, i))
                .collect(Collectors.joining());
    }

    private void receive(HttpExchange exchange) throws IOException {
        int target = Integer.parseInt(exchange.getRequestURI().getPath().substring(1));
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        received.add(new Received(target, body, System.currentTimeMillis()));
        if (target >= dead) {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        }
    }

    private void measure(TrackerFixture world, int deadNow, String word) {
        long[] took = round(world, word, ALERTS_EACH, deadNow);
        received.forEach(each -> tried.add(each.target()));
        assertThat(tried)
                .as("every dead one was tried")
                .containsAll(IntStream.range(0, deadNow).boxed().toList());
        long p50 = took[took.length / 2];
        long p99 = took[(int) (took.length * 0.99)];
        Measurements.record(
                "Alerts to 50 targets, " + word + " of them dead",
                took.length + " alerts, from due to received: p50 " + p50 + " ms, p99 " + p99 + " ms");
        assertThat(p99).isLessThan(5_000);
    }

    /** How long each alert to a living target took, in milliseconds, sorted. */
    private long[] round(TrackerFixture world, String name, int alertsEach, int deadNow) {
        dead = deadNow;
        received.clear();
        Map<String, Long> due = raise(world, name, alertsEach);
        await().atMost(Duration.ofSeconds(120)).until(() -> ofTheLiving().size() >= (TARGETS - deadNow) * alertsEach);
        return ofTheLiving().stream()
                .mapToLong(each -> each.at() - due.get(id(each.body())))
                .sorted()
                .toArray();
    }

    private List<Received> ofTheLiving() {
        return received.stream().filter(each -> each.target() >= dead).toList();
    }

    /** One alert after the other, each due when it is sent; when that was, by their ids. */
    private static Map<String, Long> raise(TrackerFixture world, String name, int alertsEach) {
        AvroSerdes serdes = new AvroSerdes(world.settings());
        Map<String, Long> due = new HashMap<>();
        long begin = System.currentTimeMillis();
        try (var values = serdes.values(JourneyAlert.class).serializer();
                var producer = new KafkaProducer<>(
                        world.config().kafka().forProducer(), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < TARGETS * alertsEach; i++) {
                long time = begin + i * APART.toMillis();
                if (System.currentTimeMillis() < time) {
                    await().pollInterval(Duration.ofMillis(1)).until(() -> System.currentTimeMillis() >= time);
                }
                JourneyAlert alert = alert(name, i, System.currentTimeMillis());
                due.put(alert.getId(), alert.getDue());
                producer.send(new ProducerRecord<>(
                        "journey-alerts",
                        alert.getCustomer().getBytes(StandardCharsets.UTF_8),
                        values.serialize("journey-alerts", alert)));
            }
        }
        return due;
    }

    private static JourneyAlert alert(String name, int number, long due) {
        JourneyAlert alert = TestAlerts.alert(name + number, due);
        alert.setOwner("o" + number % TARGETS);
        return alert;
    }

    private static String id(String body) {
        assertThat(body).as("what a target got").contains("\"id\":\"");
        int from = body.indexOf("\"id\":\"") + 6;
        return body.substring(from, body.indexOf('"', from));
    }
}
