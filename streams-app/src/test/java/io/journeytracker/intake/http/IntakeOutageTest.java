package io.journeytracker.intake.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.journeytracker.dev.EmbeddedBroker;
import io.journeytracker.testing.BrokerProcess;
import io.journeytracker.testing.IntakeFixture;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that is away is told within two seconds, and noticed when it is back. */
@Tag("broker")
@Tag("alone")
class IntakeOutageTest {

    private static final Duration PROMISED = Duration.ofSeconds(2);
    private static final int SENDERS = 32;
    private static final long STEADY_BYTES = 64L << 20;
    private static final String PADDING = "x".repeat(20_000);
    private static final String GENEROUS = IntakeFixture.SOURCES
            + "    rate: {events: 100000, burst: 100000}\naddresses: {requests: 100000, burst: 100000}\n";

    private EmbeddedBroker broker;
    private IntakeFixture intake;

    @BeforeEach
    void start() {
        broker = EmbeddedBroker.start();
        intake = IntakeFixture.on(broker);
    }

    @AfterEach
    void end() {
        intake.close();
        broker.close();
    }

    private record Timed(HttpResponse<String> answer, Duration took) {}

    private Timed post(int id) {
        long began = System.nanoTime();
        HttpResponse<String> answer =
                intake.post("{\"messageId\":\"m-" + id + "\",\"userId\":\"u-" + id + "\",\"event\":\"A\"}");
        return new Timed(answer, Duration.ofNanos(System.nanoTime() - began));
    }

    @Test
    void everyRequestIsAnsweredInTimeWhileTheBrokerIsAwayAndTakenWhenItIsBack() {
        Set<Integer> acknowledged = new HashSet<>();
        assertThat(post(0).answer().statusCode()).isEqualTo(200);
        acknowledged.add(0);
        broker.stopBroker();

        List<CompletableFuture<Timed>> away = new ArrayList<>();
        for (int i = 1; i <= 50; i++) {
            int id = i;
            away.add(CompletableFuture.supplyAsync(() -> post(id)));
        }
        assertThat(away).extracting(CompletableFuture::join).allSatisfy(timed -> {
            assertThat(timed.answer().statusCode()).isEqualTo(503);
            assertThat(timed.answer().headers().firstValue("Retry-After")).isPresent();
            assertThat(timed.answer().body()).contains("\"code\":\"unavailable\"");
            assertThat(timed.took()).isLessThan(PROMISED);
        });
        assertThat(intake.ready()).isFalse();
        assertThat(post(99).took()).as("once it is known nobody waits").isLessThan(Duration.ofMillis(500));

        broker.startBroker();
        intake.awaitReady();
        await().atMost(Duration.ofSeconds(15)).until(() -> post(100).answer().statusCode() == 200);
        acknowledged.add(100);
        assertThat(intake.touchpoints().stream()
                        .map(touchpoint ->
                                Integer.parseInt(touchpoint.getMessageId().substring(2)))
                        .collect(Collectors.toSet()))
                .containsAll(acknowledged);
    }

    @Test
    void aBrokerThatIsKilledOrHangsIsAnsweredForInTimeAndHoldsNoMemory(@TempDir Path data) throws Exception {
        try (BrokerProcess process = BrokerProcess.start(data);
                IntakeFixture other = IntakeFixture.on(process.bootstrapServers(), GENEROUS)) {
            assertThat(timed(other, "before").answer().statusCode()).isEqualTo(200);
            process.pause();
            allRefusedInTime(other);
            process.resume();
            other.awaitReady();
            process.kill();
            allRefusedInTime(other);
            process.startAgain();
            other.awaitReady();
            assertThat(timed(other, "after").answer().statusCode()).isEqualTo(200);
        }
    }

    /** Some hundred large requests at once, good ones and such as only the dead letters would keep. */
    private static void allRefusedInTime(IntakeFixture intake) {
        long before = usedAfterCollection();
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        try {
            List<CompletableFuture<Timed>> away = IntStream.range(0, 400)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> i % 4 == 0 ? timed(intake, "{broken" + PADDING) : timed(intake, i + PADDING),
                            senders))
                    .toList();
            assertThat(away).extracting(CompletableFuture::join).allSatisfy(timed -> {
                assertThat(timed.answer().statusCode()).isEqualTo(503);
                assertThat(timed.answer().headers().firstValue("Retry-After")).isPresent();
                assertThat(timed.took()).isLessThan(PROMISED);
            });
        } finally {
            senders.shutdownNow();
        }
        assertThat(usedAfterCollection() - before)
                .as("bytes of heap, after collection, while the broker is away")
                .isLessThan(STEADY_BYTES);
    }

    private static Timed timed(IntakeFixture intake, String comment) {
        String body = comment.startsWith("{")
                ? comment
                : "{\"userId\":\"u\",\"event\":\"A\",\"properties\":{\"p\":\"" + comment + "\"}}";
        long began = System.nanoTime();
        HttpResponse<String> answer = intake.post(body);
        return new Timed(answer, Duration.ofNanos(System.nanoTime() - began));
    }

    private static long usedAfterCollection() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Test
    void whatKafkaRefusesOfOneRecordStopsNobodyElse() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, "dead-letters"),
                            List.of(new AlterConfigOp(
                                    new ConfigEntry("max.message.bytes", "1000"), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
        byte[] noise = new byte[20_000];
        new Random(7).nextBytes(noise);
        await().atMost(Duration.ofSeconds(15))
                .until(() -> intake.post("{" + Base64.getEncoder().encodeToString(noise))
                                .statusCode()
                        == 503);
        assertThat(intake.ready()).as("the breaker stays closed").isTrue();
        assertThat(post(1).answer().statusCode()).isEqualTo(200);
    }

    @Test
    void aSchemaRegistryThatIsAwayIsAnsweredForInTimeToo() throws IOException {
        int nobody;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = free.getLocalPort();
        }
        try (IntakeFixture lost = IntakeFixture.withRegistry(broker, "http://127.0.0.1:" + nobody)) {
            long began = System.nanoTime();
            HttpResponse<String> answer = lost.post("{\"userId\":\"u\",\"event\":\"A\"}");
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(PROMISED);
            assertThat(lost.records()).isEmpty();
        }
    }
}
