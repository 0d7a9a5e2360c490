package io.journeytracker.delivery.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.journeytracker.config.InternalReceivers;
import io.journeytracker.testing.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundHttpTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final byte[] BODY = {'{', '}'};

    /** The receiver's network is allowed, and one name that leads anywhere. */
    private static final InternalReceivers ALLOWED = InternalReceivers.parse("127.77.0.0/16, named.example");

    private Canary canary;
    private Receiver receiver;

    @BeforeEach
    void listen() throws IOException {
        canary = new Canary();
        receiver = new Receiver();
    }

    @AfterEach
    void stop() throws IOException {
        canary.close();
        receiver.close();
    }

    private static OutboundHttp http(AddressGuard.Lookup lookup) {
        return new OutboundHttp(new AddressGuard(ALLOWED, lookup));
    }

    private static HttpAnswer post(OutboundHttp http, String address) throws IOException, InterruptedException {
        return http.post(WebAddress.parse(address), Map.of("content-type", "application/json"), BODY, PATIENCE);
    }

    @Test
    void noHostileAddressReachesTheCanary() {
        List<String> hostile = HostileAddresses.all(canary.port()).toList();
        assertThat(hostile).hasSizeGreaterThanOrEqualTo(120).doesNotHaveDuplicates();
        try (OutboundHttp http = http(HostileAddresses::resolve)) {
            for (String address : hostile) {
                assertThatThrownBy(() -> post(http, address))
                        .as(address)
                        .isInstanceOf(RefusedAddressException.class)
                        .hasMessageNotContaining("169.254");
            }
        }
        assertThat(canary.connections()).isZero();
        assertThat(receiver.received()).isEmpty();
    }

    @Test
    void withoutTheCheckTheCanaryWouldHear() throws Exception {
        InternalReceivers all = InternalReceivers.parse("0.0.0.0/0, ::/0");
        try (OutboundHttp http = new OutboundHttp(new AddressGuard(all, HostileAddresses::resolve))) {
            for (String host : List.of("127.0.0.1", "localhost", "loopback.example", "mapped.example", "0.0.0.0")) {
                assertThat(post(http, "http://" + host + ":" + canary.port() + "/")
                                .status())
                        .as(host)
                        .isEqualTo(204);
            }
        }
        assertThat(canary.connections()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308, 401, 407})
    void whatComesBackNeverLeadsElsewhere(int status) throws Exception {
        receiver.answer(
                status,
                Map.of(
                        "Location", "http://127.0.0.1:" + canary.port() + "/",
                        "WWW-Authenticate", "Basic realm=\"r\"",
                        "Refresh", "0; url=http://127.0.0.1:" + canary.port() + "/"),
                "");
        try (OutboundHttp http = http(HostileAddresses::resolve)) {
            assertThat(post(http, receiver.at("/").toString()).status()).isEqualTo(status);
        }
        assertThat(receiver.received()).hasSize(1);
        assertThat(canary.connections()).isZero();
    }

    @Test
    void theAddressThatWasCheckedIsTheOneConnected() throws Exception {
        AtomicInteger lookups = new AtomicInteger();
        // As a name server that tells the check one thing and the connection another.
        AddressGuard.Lookup changing = name ->
                HostileAddresses.resolve(lookups.getAndIncrement() % 2 == 0 ? "open.example" : "loopback.example");
        try (OutboundHttp http = http(changing)) {
            for (int round = 1; round <= 10; round++) {
                String address = "http://changing.example:" + receiver.port() + "/" + round;
                assertThat(post(http, address).status()).isEqualTo(200);
                assertThat(lookups.get()).isEqualTo(2 * round - 1);
                assertThatThrownBy(() -> post(http, address)).isInstanceOf(RefusedAddressException.class);
            }
        }
        assertThat(receiver.received()).hasSize(10).allSatisfy(request -> assertThat(
                        request.headers().get("host"))
                .isEqualTo("changing.example:" + receiver.port()));
        assertThat(canary.connections()).isZero();
    }

    @Test
    void aNameOnTheListMayBePrivateButIsNoWayToMetadata() throws Exception {
        AddressGuard.Lookup lookup = name ->
                new InetAddress[] {InetAddress.getByName(name.equals("named.example") ? "127.0.0.1" : "8.8.8.8")};
        try (OutboundHttp http = http(lookup)) {
            assertThat(post(http, "http://named.example:" + canary.port() + "/").status())
                    .isEqualTo(204);
        }
        try (OutboundHttp http = http(name -> new InetAddress[] {InetAddress.getByName("169.254.169.254")})) {
            assertThatThrownBy(() -> post(http, "http://named.example/"))
                    .isInstanceOf(RefusedAddressException.class)
                    .hasMessageContaining("named.example")
                    .hasMessageContaining("metadata");
        }
    }

    @Test
    void tlsAsksForTheNameAndBelievesNoOther(@TempDir Path directory) throws Exception {
        TestCertificate certificate = new TestCertificate(directory, "hooks.example");
        SslContextFactory.Client tls = new SslContextFactory.Client();
        tls.setSslContext(certificate.trusting());
        AddressGuard guard =
                new AddressGuard(ALLOWED, name -> new InetAddress[] {InetAddress.getByName(Receiver.ADDRESS)});
        try (Receiver secure = new Receiver(certificate.serving());
                OutboundHttp http = new OutboundHttp(guard, tls)) {
            assertThat(post(http, "https://hooks.example:" + secure.port() + "/x")
                            .status())
                    .isEqualTo(200);
            Receiver.Received request = secure.received().get(0);
            assertThat(request.serverName()).contains("hooks.example");
            assertThat(request.headers().get("host")).isEqualTo("hooks.example:" + secure.port());
            for (String other : List.of("other.example", Receiver.ADDRESS)) {
                assertThatThrownBy(() -> post(http, "https://" + other + ":" + secure.port() + "/"))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("SSL");
            }
            assertThat(secure.received()).hasSize(1);
        }
    }

    @Test
    void aNameThatIsNotThereIsToldByItsKind() {
        try (OutboundHttp http = http(name -> {
            throw new UnknownHostException(name);
        })) {
            assertThatThrownBy(() -> post(http, "http://nowhere.example/secret"))
                    .isInstanceOf(IOException.class)
                    .hasMessage("UnknownHostException");
        }
    }

    @Test
    void aBodyIsReadAsFarAsItIsOfUse() throws Exception {
        receiver.answer(500, Map.of("Retry-After", "7"), "x".repeat(1_000_000));
        try (OutboundHttp http = http(HostileAddresses::resolve)) {
            HttpAnswer answer = post(http, receiver.at("/").toString());
            assertThat(answer.body()).hasSize(OutboundHttp.LONGEST_BODY);
            assertThat(answer.retryAfter()).contains("7");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nX: ", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\na"})
    void aSlowAnswerEndsInTime(String beginning) throws Exception {
        try (ServerSocket slow = new ServerSocket(0, 5, InetAddress.getByName(Receiver.ADDRESS));
                OutboundHttp http = http(HostileAddresses::resolve)) {
            Thread server = new Thread(() -> {
                try {
                    Socket connection = slow.accept();
                    connection.getInputStream().read(new byte[4_096]);
                    connection.getOutputStream().write(beginning.getBytes());
                } catch (IOException over) {
                    // The test is over.
                }
            });
            server.start();
            URI address = URI.create("http://" + Receiver.ADDRESS + ":" + slow.getLocalPort() + "/");
            long before = System.nanoTime();
            if (beginning.endsWith("a")) {
                // Long enough for the beginning on a busy machine; the end never comes.
                HttpAnswer answer = http.post(address, Map.of(), BODY, Duration.ofSeconds(3));
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.body()).isEqualTo("a");
            } else {
                assertThatThrownBy(() -> http.post(address, Map.of(), BODY, Duration.ofMillis(300)))
                        .hasMessage("no answer within 300 ms");
            }
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
            server.join();
        }
    }

    /** As many as several targets of one gateway, or one with the highest concurrency, have on their way. */
    @Test
    void whatHangsAtAHostLeavesConnectionsToOthersThere() throws Exception {
        int hanging = 150;
        ExecutorService threads = Executors.newCachedThreadPool();
        CountDownLatch end = new CountDownLatch(1);
        receiver.answer(request -> {
            if (request.uri().getPath().equals("/hangs")) {
                waitFor(end);
            }
            return new Receiver.Reply(200, Map.of(), "");
        });
        try (OutboundHttp http = http(HostileAddresses::resolve)) {
            for (int i = 0; i < hanging; i++) {
                threads.submit(() -> post(http, receiver.at("/hangs").toString()));
            }
            await().until(() -> receiver.received().size() == hanging);
            assertThat(post(http, receiver.at("/well").toString()).status()).isEqualTo(200);
        } finally {
            end.countDown();
            threads.shutdownNow();
        }
    }

    private static void waitFor(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void pathAndQueryArriveAsTheyAreWritten() throws Exception {
        try (OutboundHttp http = http(HostileAddresses::resolve)) {
            post(http, "http://open.example:" + receiver.port() + "/a%2Fb;c/ü?d=%20ä&e=a+b");
        }
        assertThat(receiver.received().get(0).uri()).hasToString("/a%2Fb;c/%C3%BC?d=%20%C3%A4&e=a+b");
    }

    @Test
    void aHeaderCannotBeginAnother() {
        try (OutboundHttp http = http(HostileAddresses::resolve)) {
            assertThatThrownBy(() -> http.post(receiver.at("/"), Map.of("x", "a\r\nevil: b"), BODY, PATIENCE))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(receiver.received()).isEmpty();
    }
}
