package io.journeytracker.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.journeytracker.definition.JourneyCatalog;
import io.journeytracker.schema.Touchpoint;
import io.journeytracker.testing.TestMaps;
import io.journeytracker.testing.TopologyFixture;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log as shipped, at everything that can go wrong with a record: JSON, and nothing of what the record says. */
class LogTest {

    private static final String[] PERSONAL = {
        "erika.mustermann", "4711-erika", "anna-anonymous", "Musterweg", "so annoyed", "Erika"
    };
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path directory;

    @Test
    void whatGoesWrongIsLoggedAsJsonWithoutWhatTheRecordSays() throws Exception {
        String log = logOf(Mishaps.class);
        List<JsonNode> lines = new ArrayList<>();
        for (String line : log.split("\n")) {
            lines.add(JSON.readTree(line));
        }
        assertThat(lines).anySatisfy(line -> {
            assertThat(line.get("level").asText()).isEqualTo("WARN");
            assertThat(line.get("loggerName").asText()).endsWith("DeadLetterHandler");
            assertThat(line.get("throwable").get("className").asText()).endsWith("NullPointerException");
        });
        assertThat(log).doesNotContain(PERSONAL);
    }

    /** In a process of its own, since the format is read from the environment. */
    private String logOf(Class<?> main) throws Exception {
        Path log = directory.resolve("log");
        ProcessBuilder java = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dlogback.configurationFile=" + LogTest.class.getResource("/logback.xml"),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
                directory.resolve("state").toString());
        java.environment()
                .putAll(Map.of(
                        "JOURNEY_LOG_FORMAT",
                        "json",
                        "JOURNEY_LOG_LEVEL",
                        "DEBUG",
                        "JOURNEY_LIBRARY_LOG_LEVEL",
                        "WARN"));
        Process process = java.redirectError(log.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor()).isZero();
        return Files.readString(log, StandardCharsets.UTF_8);
    }

    /** One of each kind. */
    static final class Mishaps {

        private static final int DEAD_LETTERS = 7;

        private Mishaps() {}

        public static void main(String[] args) {
            JourneyCatalog good = JourneyCatalog.of(List.of(TestMaps.shop(1)));
            try (TopologyFixture shop = new TopologyFixture(good, Path.of(args[0]))) {
                shop.send(erika(shop, "Added", 0));
                shop.sendBytes("no Avro, but erika.mustermann@example.org".getBytes(StandardCharsets.UTF_8));
                shop.send(erika(shop, "Added", 1).setUserId(null).setAnonymousId(null));
                shop.send(erika(shop, "Added", 2).setTime(Long.MAX_VALUE));
                shop.send(erika(shop, "Erika " + "x".repeat(300), 3));
                shop.send(erika(shop, "Added", 4).setComment("Musterweg".repeat(1_000)));
                shop.catalog.set(null);
                shop.send(erika(shop, "Viewed", 5));
                shop.catalog.set(good);
                shop.send(erika(shop, "Ordered", 20_000).setUserId("x"));
                shop.send(erika(shop, "Ordered", 40_000).setUserId("x"));
                shop.send(erika(shop, "Viewed", 6).setUserId("x"));
                shop.tick(90);
                assertThat(shop.deadLetters()).hasSize(DEAD_LETTERS);
            }
        }

        private static Touchpoint.Builder erika(TopologyFixture shop, String event, long seconds) {
            return shop.touchpoint("4711-erika", event, seconds)
                    .setAnonymousId("anna-anonymous")
                    .setTraits(Map.of("email", "erika.mustermann@example.org"))
                    .setProperties(Map.of("street", "Musterweg 1"))
                    .setComment("so annoyed");
        }
    }
}
