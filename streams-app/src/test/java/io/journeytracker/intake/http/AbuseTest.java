package io.journeytracker.intake.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.journeytracker.dev.EmbeddedBroker;
import io.journeytracker.testing.IntakeFixture;
import io.journeytracker.testing.Measurements;
import io.journeytracker.testing.Sizes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.SocketException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Strangers who mean harm are refused quickly, and good traffic goes on meanwhile. */
@Tag("broker")
class AbuseTest {

    private static final String GENEROUS = IntakeFixture.SOURCES
            + "    rate: {events: 1000000, burst: 1000000}\naddresses: {requests: 100000, burst: 100000}\n";
    private static final String GOOD = "{\"userId\":\"u\",\"event\":\"A\"}";
    /** Where others keep the processors busy still less than the ten seconds after which a stranger who is slow is thrown out. */
    private static final Duration QUICKLY = Duration.ofSeconds(Sizes.choose(7, 2));

    private static final long STEADY_BYTES = 48L << 20;
    private static final int TIMES = 10;

    private static EmbeddedBroker broker;
    private IntakeFixture intake;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start();
    }

    @AfterAll
    static void endBroker() {
        broker.close();
    }

    @BeforeEach
    void start() {
        intake = IntakeFixture.on(broker, GENEROUS);
    }

    @AfterEach
    void end() {
        intake.close();
    }

    /** Does harm while somebody else sends what is right, and is answered as quickly as ever. */
    private void whileGoodTrafficGoesOn(Harm harm) throws IOException {
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Integer> good = CompletableFuture.supplyAsync(() -> {
            int rounds = 0;
            do {
                goodTrafficGoesOn();
                rounds++;
            } while (!over.get());
            return rounds;
        });
        try {
            for (int i = 0; i < TIMES; i++) {
                harm.act();
            }
        } finally {
            over.set(true);
        }
        assertThat(good.join()).isPositive();
        await().untilAsserted(() -> assertThat(heldThreads()).as("threads held").isZero());
    }

    @FunctionalInterface
    private interface Harm {
        void act() throws IOException;
    }

    private void goodTrafficGoesOn() {
        for (int i = 0; i < 20; i++) {
            long began = System.nanoTime();
            assertThat(intake.post(GOOD).statusCode()).isEqualTo(200);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(QUICKLY);
        }
    }

    @Test
    void hundredsOfClientsThatNeverEndTheirRequestsHoldNoThread() throws IOException {
        List<RawClient> slowBodies = new ArrayList<>();
        List<RawClient> slowHeads = new ArrayList<>();
        try {
            for (int i = 0; i < 300; i++) {
                RawClient body = new RawClient(intake.port());
                body.send(RawClient.head("Content-Length: 1000") + "\r\n{");
                slowBodies.add(body);
                RawClient head = new RawClient(intake.port());
                head.send("POST /v1/touchpoints HTTP/1.1\r\nHost: in");
                slowHeads.add(head);
            }
            goodTrafficGoesOn();
            await().untilAsserted(() ->
                    assertThat(heldThreads()).as("threads for 600 slow clients").isZero());
            for (RawClient each : slowBodies) {
                assertThat(each.status()).isEqualTo(408);
            }
            for (RawClient each : slowHeads) {
                assertThat(each.status())
                        .as("closed, with or without an answer")
                        .isIn(0, 408);
            }
        } finally {
            for (RawClient each : slowBodies) {
                each.close();
            }
            for (RawClient each : slowHeads) {
                each.close();
            }
        }
    }

    @Test
    void aHeadThatComesByteByByteIsCutOffToo() throws Exception {
        try (RawClient trickle = new RawClient(intake.port())) {
            trickle.send("POST /v1/touchpoints HTTP/1.1\r\nX-Slow: ");
            await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(250))
                    .until(() -> isCutOff(trickle));
        }
        goodTrafficGoesOn();
    }

    private static boolean isCutOff(RawClient trickle) {
        try {
            trickle.send("x");
            return false;
        } catch (IOException cut) {
            return true;
        }
    }

    @Test
    void aBodyThatUnpacksToAThousandTimesItsSizeIsRefused() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            byte[] megabyte = new byte[1 << 20];
            for (int i = 0; i < 400; i++) {
                gzip.write(megabyte);
            }
        }
        whileGoodTrafficGoesOn(() -> {
            long began = System.nanoTime();
            assertThat(intake.send(intake.to("/v1/touchpoints")
                                    .header("X-Write-Key", "first-key")
                                    .header("Content-Encoding", "gzip")
                                    .POST(BodyPublishers.ofByteArray(packed.toByteArray())))
                            .statusCode())
                    .isEqualTo(413);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(QUICKLY);
        });
    }

    @Test
    void jsonThatIsTenThousandLevelsDeepIsRefused() throws IOException {
        String lists = "[".repeat(10_000) + "]".repeat(10_000);
        String deep = "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000);
        String objects = "{\"userId\":\"u\",\"event\":\"A\",\"properties\":" + deep + "}";
        whileGoodTrafficGoesOn(() -> {
            for (String body : List.of(lists, objects)) {
                long began = System.nanoTime();
                assertThat(intake.post(body).statusCode()).isEqualTo(400);
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(QUICKLY);
            }
        });
    }

    @Test
    void whoSendsTooMuchHearsIt() throws IOException {
        byte[] large = new byte[4 << 20];
        whileGoodTrafficGoesOn(() -> {
            for (int i = 0; i < 20; i++) {
                assertThat(intake.send(intake.to("/v1/touchpoints")
                                        .header("X-Write-Key", "first-key")
                                        .POST(BodyPublishers.ofByteArray(large)))
                                .statusCode())
                        .isEqualTo(413);
            }
        });
    }

    @Test
    void aGigabyteIsRefusedBeforeItIsRead() throws IOException {
        whileGoodTrafficGoesOn(() -> {
            try (RawClient announced = new RawClient(intake.port());
                    RawClient chunked = new RawClient(intake.port())) {
                long began = System.nanoTime();
                announced.send(RawClient.head("Content-Length: 1073741824") + "\r\n");
                assertThat(announced.status()).isEqualTo(413);

                chunked.send(RawClient.head("Transfer-Encoding: chunked") + "\r\n");
                long sent = pour(chunked, 1L << 30);
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(QUICKLY.multipliedBy(2));
                assertThat(sent).as("bytes before the connection was cut").isLessThan(64L << 20);
            }
        });
    }

    /** Sends chunks until all is sent or nobody takes them. */
    private static long pour(RawClient client, long bytes) throws IOException {
        String chunk = "10000\r\n" + " ".repeat(1 << 16) + "\r\n";
        long sent = 0;
        try {
            for (; sent < bytes; sent += 1 << 16) {
                client.send(chunk);
            }
        } catch (SocketException cut) {
            return sent;
        }
        return sent;
    }

    @Test
    void everyRouteTakesWhatIsRight() throws IOException {
        for (Seed seed : Seed.all()) {
            try (RawClient client = new RawClient(intake.port())) {
                client.send(seed.bytes());
                assertThat(client.status())
                        .as(seed.method() + " " + seed.target())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void malformedRequestsOfAllKindsNeverMakeAnErrorOfTheServersNorLoseAThreadNorMemory() throws IOException {
        goodTrafficGoesOn();
        long seed = 20_260_302L;
        Garbage garbage = new Garbage(new Random(seed));
        List<Seed> seeds = Seed.all();
        send(seeds, garbage, Sizes.choose(500, 2_000));
        int threads = httpThreads();
        long before = usedAfterCollection();
        int count = Sizes.choose(2_000, 100_000);
        send(seeds, garbage, count);
        long grown = usedAfterCollection() - before;
        goodTrafficGoesOn();
        await().untilAsserted(() -> assertThat(heldThreads()).as("threads held").isZero());
        assertThat(httpThreads()).as("threads of the server").isBetween(1, threads + 20);
        assertThat(grown).as("bytes of heap, after collection").isLessThan(STEADY_BYTES);
        Measurements.record(
                "Intake: malformed requests",
                "%,d generated malformed requests to all routes: no answer of 500 or more but 503; heap after collection %+,d kB."
                        .formatted(count, grown / 1024));
    }

    /** Every fourth one made from nothing, the others from what is right: to every route by turns. */
    private void send(List<Seed> seeds, Garbage garbage, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            byte[] request = i % 4 == 0 ? garbage.request() : garbage.spoiled(seeds.get(i % seeds.size()));
            try (RawClient client = new RawClient(intake.port())) {
                try {
                    client.send(request);
                    client.endOfOutput();
                    int status = client.status();
                    assertThat(status < 500 || status == 503)
                            .as(
                                    "%d to request %d of this seed: %s",
                                    status, i, new String(request, StandardCharsets.ISO_8859_1))
                            .isTrue();
                } catch (SocketException cut) {
                    // Refused before all of it was sent: as good as an answer.
                    continue;
                }
            }
        }
    }

    private static int httpThreads() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("http-"))
                .count();
    }

    /** Threads of the server's that are somewhere in the intake. */
    private static long heldThreads() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(entry -> entry.getKey().getName().startsWith("http-"))
                .filter(entry -> Arrays.stream(entry.getValue())
                        .anyMatch(frame -> frame.getClassName().startsWith("io.journeytracker.intake")))
                .count();
    }

    private static long usedAfterCollection() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
