package io.journeytracker.intake.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.journeytracker.config.Network;
import io.journeytracker.dev.EmbeddedBroker;
import io.journeytracker.http.Tls;
import io.journeytracker.http.TlsException;
import io.journeytracker.testing.IntakeFixture;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
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

    private static IntakeFixture behind(List<Network> proxies) {
        return new IntakeFixture(broker.bootstrapServers(), STRICT, proxies, Optional.empty());
    }

    private static int post(IntakeFixture intake, String header, String value) {
        return intake.send(intake.to("/v1/touchpoints")
                        .header("X-Write-Key", "first-key")
                        .header(header, value)
                        .POST(BodyPublishers.ofString(GOOD)))
                .statusCode();
    }

    @Test
    void aTrustedProxyNamesTheSenderWhoseRateCounts() {
        try (IntakeFixture intake = behind(List.of(Network.parse("127.0.0.0/8"), Network.parse("10.0.0.0/8")))) {
            assertThat(post(intake, "X-Forwarded-For", "203.0.113.1, 10.0.0.7")).isEqualTo(200);
            assertThat(post(intake, "X-Forwarded-For", "203.0.113.1")).isEqualTo(429);
            assertThat(post(intake, "X-Forwarded-For", "198.51.100.9, 203.0.113.1"))
                    .as("what stands left of the first stranger anybody can write")
                    .isEqualTo(429);
            assertThat(post(intake, "Forwarded", "for=\"[2001:db8::1]:4711\";proto=https"))
                    .isEqualTo(200);
            assertThat(post(intake, "X-Forwarded-For", "2001:db8::2"))
                    .as("of the same network")
                    .isEqualTo(429);
            assertThat(post(intake, "Forwarded", "for=203.0.113.1;proto=https")).isEqualTo(429);
        }
    }

    @Test
    void nobodyElseIsBelieved() {
        try (IntakeFixture intake = behind(List.of(Network.parse("10.0.0.0/8")))) {
            assertThat(post(intake, "X-Forwarded-For", "203.0.113.1")).isEqualTo(200);
            assertThat(post(intake, "X-Forwarded-For", "203.0.113.2")).isEqualTo(429);
        }
    }

    @Test
    void itIsServedByHttpsFromPkcs12AndFromPem(@TempDir Path directory) throws Exception {
        Path pkcs12 = keystore(directory);
        KeyStore store = load(pkcs12);
        for (Path file : List.of(pkcs12, pem(directory, store))) {
            try (IntakeFixture intake = new IntakeFixture(
                    broker.bootstrapServers(),
                    IntakeFixture.SOURCES,
                    List.of(),
                    Optional.of(Tls.server(file, PASSWORD)))) {
                HttpResponse<String> answer = HttpClient.newBuilder()
                        .sslContext(trusting(store))
                        .build()
                        .send(
                                HttpRequest.newBuilder(
                                                URI.create("https://localhost:" + intake.port() + "/v1/touchpoints"))
                                        .header("X-Write-Key", "first-key")
                                        .POST(BodyPublishers.ofString(GOOD))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).as(file.toString()).isEqualTo(200);
            }
        }
    }

    @Test
    void aFileThatCannotBeUsedIsToldWithItsName(@TempDir Path directory) throws Exception {
        Path wrong = Files.writeString(directory.resolve("wrong.pem"), "-----BEGIN CERTIFICATE-----\n");
        assertThatThrownBy(() -> Tls.server(wrong, ""))
                .isInstanceOf(TlsException.class)
                .hasMessageContaining("wrong.pem")
                .hasMessageContaining("expected a PKCS #12 file");
        assertThatThrownBy(() -> Tls.server(keystore(directory), "wrong"))
                .isInstanceOf(TlsException.class)
                .hasMessageNotContaining(PASSWORD);
    }

    /** Made by the JDK's own tool. */
    private static Path keystore(Path directory) throws Exception {
        Path file = directory.resolve("intake.p12");
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
