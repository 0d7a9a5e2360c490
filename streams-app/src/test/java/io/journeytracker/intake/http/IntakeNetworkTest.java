package io.journeytracker.intake.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.journeytracker.config.ForwardedHeader;
import io.journeytracker.config.Network;
import io.journeytracker.dev.EmbeddedBroker;
import io.journeytracker.http.Tls;
import io.journeytracker.http.TlsException;
import io.journeytracker.testing.IntakeFixture;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTPS, and who sends through a proxy. */
@Tag("broker")
class IntakeNetworkTest {

    private static final String PASSWORD = "change-it";
    private static final String GOOD = "{\"userId\":\"u\",\"event\":\"A\"}";
    private static final String STRICT = IntakeFixture.SOURCES + "addresses: {requests: 0.01, burst: 1}\n";

    private static EmbeddedBroker broker;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start();
    }

    @AfterAll
    static void end() {
        broker.close();
    }

    private static final List<Network> PROXIES = List.of(Network.parse("127.0.0.0/8"), Network.parse("10.0.0.0/8"));

    private static IntakeFixture behind(List<Network> proxies, ForwardedHeader header) {
        return new IntakeFixture(broker.bootstrapServers(), STRICT, proxies, header, Optional.empty());
    }

    private static int post(IntakeFixture intake, String... headers) {
        return intake.send(intake.to("/v1/touchpoints")
                        .header("X-Write-Key", "first-key")
                        .headers(headers)
                        .POST(BodyPublishers.ofString(GOOD)))
                .statusCode();
    }

    @Test
    void aTrustedProxyNamesTheSenderWhoseRateCounts() {
        try (IntakeFixture intake = behind(PROXIES, ForwardedHeader.X_FORWARDED_FOR)) {
            assertThat(post(intake, "X-Forwarded-For", "203.0.113.1, 10.0.0.7")).isEqualTo(200);
            assertThat(post(intake, "X-Forwarded-For", "203.0.113.1")).isEqualTo(429);
            assertThat(post(intake, "X-Forwarded-For", "198.51.100.9, 203.0.113.1"))
                    .as("what stands left of the first stranger anybody can write")
                    .isEqualTo(429);
            assertThat(post(intake, "X-Forwarded-For", "2001:db8::1")).isEqualTo(200);
            assertThat(post(intake, "X-Forwarded-For", "2001:db8::2"))
                    .as("of the same network")
                    .isEqualTo(429);
        }
        try (IntakeFixture intake = behind(PROXIES, ForwardedHeader.FORWARDED)) {
            assertThat(post(intake, "Forwarded", "for=\"[2001:db8::1]:4711\";proto=https"))
                    .isEqualTo(200);
            assertThat(post(intake, "Forwarded", "for=198.51.100.9, for=\"[2001:db8::2]\""))
                    .isEqualTo(429);
            assertThat(post(intake, "Forwarded", "for=203.0.113.1;proto=https")).isEqualTo(200);
            assertThat(post(intake, "Forwarded", "for=203.0.113.1;proto=http")).isEqualTo(429);
        }
    }

    @Test
    void theHeaderThatTheProxyDoesNotSetIsTheStrangersOwn() {
        try (IntakeFixture intake = behind(PROXIES, ForwardedHeader.X_FORWARDED_FOR)) {
            assertThat(post(intake, "X-Forwarded-For", "203.0.113.1", "Forwarded", "for=198.51.100.1"))
                    .isEqualTo(200);
            assertThat(post(intake, "X-Forwarded-For", "203.0.113.1", "Forwarded", "for=198.51.100.2"))
                    .isEqualTo(429);
        }
        try (IntakeFixture intake = behind(PROXIES, ForwardedHeader.FORWARDED)) {
            assertThat(post(intake, "Forwarded", "for=203.0.113.1", "X-Forwarded-For", "198.51.100.1"))
                    .isEqualTo(200);
            assertThat(post(intake, "Forwarded", "for=203.0.113.1", "X-Forwarded-For", "198.51.100.2"))
                    .isEqualTo(429);
        }
    }

    @Test
    void nobodyElseIsBelieved() {
        try (IntakeFixture intake = behind(List.of(Network.parse("10.0.0.0/8")), ForwardedHeader.X_FORWARDED_FOR)) {
            assertThat(post(intake, "X-Forwarded-For", "203.0.113.1")).isEqualTo(200);
            assertThat(post(intake, "X-Forwarded-For", "203.0.113.2")).isEqualTo(429);
        }
    }

    @Test
    void howAPageWasAskedForIsBelievedOfTrustedProxiesAlone() {
        try (IntakeFixture strangers = IntakeFixture.on(broker.bootstrapServers(), IntakeFixture.SOURCES);
                IntakeFixture trusted = new IntakeFixture(
                        broker.bootstrapServers(),
                        IntakeFixture.SOURCES,
                        PROXIES,
                        ForwardedHeader.X_FORWARDED_FOR,
                        Optional.empty());
                IntakeFixture standard = new IntakeFixture(
                        broker.bootstrapServers(),
                        IntakeFixture.SOURCES,
                        PROXIES,
                        ForwardedHeader.FORWARDED,
                        Optional.empty())) {
            assertThat(scheme(strangers, "X-Forwarded-Proto", "https")).isEqualTo("http");
            assertThat(scheme(trusted, "X-Forwarded-Proto", "https")).isEqualTo("https");
            assertThat(scheme(trusted, "Forwarded", "proto=https")).isEqualTo("http");
            assertThat(scheme(standard, "Forwarded", "for=203.0.113.1;proto=https"))
                    .isEqualTo("https");
            assertThat(scheme(standard, "X-Forwarded-Proto", "https")).isEqualTo("http");
        }
    }

    /** As Segment's browser SDK is told; on this machine http unless somebody who is believed says otherwise. */
    private static String scheme(IntakeFixture intake, String header, String value) {
        String settings = intake.send(intake.to("/v1/projects/first-key/settings")
                        .header(header, value)
                        .GET())
                .body();
        return settings.contains("\"protocol\":\"https\"") ? "https" : "http";
    }

    @Test
    void itIsServedByHttpsFromPkcs12AndFromPem(@TempDir Path directory) throws Exception {
        Path pkcs12 = keystore(directory, "intake");
        KeyStore store = load(pkcs12);
        for (Path file : List.of(pkcs12, pem(directory, store))) {
            try (IntakeFixture intake = new IntakeFixture(
                    broker.bootstrapServers(),
                    IntakeFixture.SOURCES,
                    List.of(),
                    Optional.of(Tls.server(file, PASSWORD)))) {
                assertThat(status(intake, store)).as(file.toString()).isEqualTo(200);
            }
        }
    }

    @Test
    void aHandshakeThatNeverEndsIsCutOff(@TempDir Path directory) throws Exception {
        try (IntakeFixture intake = new IntakeFixture(
                        broker.bootstrapServers(),
                        IntakeFixture.SOURCES,
                        List.of(),
                        Optional.of(Tls.server(keystore(directory, "intake"), PASSWORD)));
                RawClient trickle = new RawClient(intake.port())) {
            // A record of a handshake of 16 kB, a byte now and then.
            trickle.send(new byte[] {22, 3, 1, 0x40, 0});
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(250))
                    .until(() -> {
                        try {
                            trickle.send(new byte[] {1});
                            return false;
                        } catch (IOException cut) {
                            return true;
                        }
                    });
        }
    }

    @Test
    void aRenewedCertificateIsTakenInAndABadOneIsNot(@TempDir Path directory) throws Exception {
        Path first = keystore(directory, "first");
        Path second = keystore(directory, "second");
        SslContextFactory.Server tls = Tls.server(first, PASSWORD);
        try (IntakeFixture intake =
                new IntakeFixture(broker.bootstrapServers(), IntakeFixture.SOURCES, List.of(), Optional.of(tls))) {
            assertThat(status(intake, load(first))).isEqualTo(200);

            Tls.renew(tls, second, PASSWORD);
            assertThat(status(intake, load(second))).isEqualTo(200);
            assertThatThrownBy(() -> status(intake, load(first))).isInstanceOf(SSLException.class);

            Path wrong = Files.writeString(directory.resolve("wrong.pem"), "-----BEGIN CERTIFICATE-----\n");
            assertThatThrownBy(() -> Tls.renew(tls, wrong, PASSWORD)).isInstanceOf(TlsException.class);
            assertThatThrownBy(() -> Tls.renew(tls, first, "wrong")).isInstanceOf(TlsException.class);
            assertThat(status(intake, load(second))).isEqualTo(200);
        }
    }

    private static int status(IntakeFixture intake, KeyStore trusted) throws Exception {
        return HttpClient.newBuilder()
                .sslContext(trusting(trusted))
                .build()
                .send(
                        HttpRequest.newBuilder(URI.create("https://localhost:" + intake.port() + "/v1/touchpoints"))
                                .header("X-Write-Key", "first-key")
                                .POST(BodyPublishers.ofString(GOOD))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    @Test
    void aFileThatCannotBeUsedIsToldWithItsName(@TempDir Path directory) throws Exception {
        Path wrong = Files.writeString(directory.resolve("wrong.pem"), "-----BEGIN CERTIFICATE-----\n");
        assertThatThrownBy(() -> Tls.server(wrong, ""))
                .isInstanceOf(TlsException.class)
                .hasMessageContaining("wrong.pem")
                .hasMessageContaining("expected a PKCS #12 file");
        assertThatThrownBy(() -> Tls.server(keystore(directory, "intake"), "wrong"))
                .isInstanceOf(TlsException.class)
                .hasMessageNotContaining(PASSWORD);
    }

    /** Made by the JDK's own tool. */
    private static Path keystore(Path directory, String name) throws Exception {
        Path file = directory.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "intake",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD)
                .inheritIO()
                .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).isZero();
        return file;
    }

    private static KeyStore load(Path file) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream stream = Files.newInputStream(file)) {
            store.load(stream, PASSWORD.toCharArray());
        }
        return store;
    }

    private static Path pem(Path directory, KeyStore store) throws Exception {
        Base64.Encoder base64 = Base64.getMimeEncoder(64, new byte[] {'\n'});
        String key = base64.encodeToString(
                store.getKey("intake", PASSWORD.toCharArray()).getEncoded());
        String certificate =
                base64.encodeToString(store.getCertificate("intake").getEncoded());
        return Files.writeString(
                directory.resolve("intake.pem"),
                "-----BEGIN PRIVATE KEY-----\n" + key + "\n-----END PRIVATE KEY-----\n-----BEGIN CERTIFICATE-----\n"
                        + certificate + "\n-----END CERTIFICATE-----\n");
    }

    private static SSLContext trusting(KeyStore store) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("intake", store.getCertificate("intake"));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
