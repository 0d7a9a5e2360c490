package io.journeytracker.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.journeytracker.config.JourneyConfig;
import io.journeytracker.config.Settings;
import io.journeytracker.runtime.JourneyTracker;
import io.journeytracker.testing.ShopMap;
import io.journeytracker.testing.TrackerFixture;
import io.journeytracker.topic.TopicException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that takes nothing but TLS and a password: every client of the application has to bring both. */
@Tag("broker")
class SecuredBrokerTest {

    private static final String LOGIN =
            "org.apache.kafka.common.security.plain.PlainLoginModule required" + " username=\"%s\" password=\"%s\"%s;";
    private static final String STORE_PASSWORD = "of-the-store";

    @TempDir
    static Path directory;

    private static TrackerFixture world;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        Path store = directory.resolve("broker.p12");
        makeKey(store);
        world = new TrackerFixture(directory.resolve("state"), client(store, "right"), broker(store));
    }

    @AfterAll
    static void end() {
        world.close();
    }

    @Test
    void everyClientGetsThroughAlsoTheOneThatRestores() {
        try (JourneyTracker tracker = world.start(ShopMap.file(1))) {
            world.send("ann", "Added");
            await().atMost(Duration.ofSeconds(60)).until(() -> world.alerts().size() == 1);
            assertThat(tracker.live().ok()).isTrue();
        }
        try (JourneyTracker restored = world.start(directory.resolve("empty"))) {
            world.send("ann", "Ordered");
            await().atMost(Duration.ofSeconds(60)).until(() -> world.alerts().size() == 2);
            assertThat(restored.meters()
                            .get("journey.customers")
                            .tag("status", "completed")
                            .gauges())
                    .isNotEmpty();
        }
    }

    @Test
    void aWrongPasswordIsToldAtTheStart() {
        Map<String, String> wrong = new HashMap<>(world.settings());
        wrong.putAll(client(directory.resolve("broker.p12"), "wrong"));
        JourneyConfig config = JourneyConfig.from(new Settings().set(wrong)).withStateIn(directory.resolve("wrong"));
        try (JourneyTracker tracker = new JourneyTracker(config)) {
            assertThatThrownBy(() -> tracker.start(List.of()))
                    .isInstanceOf(TopicException.class)
                    .hasMessageContaining("refuses the login: Authentication failed")
                    .hasMessageContaining("kafka.sasl.*");
        }
    }

    private static Map<String, String> client(Path store, String password) {
        return Map.of(
                "kafka.security.protocol",
                "SASL_SSL",
                "kafka.sasl.mechanism",
                "PLAIN",
                "kafka.sasl.jaas.config",
                LOGIN.formatted("journey", password, ""),
                "kafka.ssl.truststore.location",
                store.toString(),
                "kafka.ssl.truststore.type",
                "PKCS12",
                "kafka.ssl.truststore.password",
                STORE_PASSWORD);
    }

    private static Map<String, String> broker(Path store) {
        return Map.ofEntries(
                Map.entry("listener.security.protocol.map", "CLIENTS:SASL_SSL,CONTROLLER:PLAINTEXT"),
                Map.entry("sasl.enabled.mechanisms", "PLAIN"),
                Map.entry("sasl.mechanism.inter.broker.protocol", "PLAIN"),
                Map.entry(
                        "listener.name.clients.plain.sasl.jaas.config",
                        LOGIN.formatted("broker", "own", " user_broker=\"own\" user_journey=\"right\"")),
                Map.entry("ssl.keystore.location", store.toString()),
                Map.entry("ssl.keystore.type", "PKCS12"),
                Map.entry("ssl.keystore.password", STORE_PASSWORD),
                Map.entry("ssl.truststore.location", store.toString()),
                Map.entry("ssl.truststore.type", "PKCS12"),
                Map.entry("ssl.truststore.password", STORE_PASSWORD));
    }

    private static void makeKey(Path store) throws IOException, InterruptedException {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "broker",
                        "-keyalg",
                        "RSA",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "SAN=ip:127.0.0.1",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        STORE_PASSWORD)
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
    }
}
