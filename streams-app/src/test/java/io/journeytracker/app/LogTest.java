package io.journeytracker.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.ContextInitializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.journeytracker.definition.JourneyCatalog;
import io.journeytracker.schema.Touchpoint;
import io.journeytracker.testing.TestMaps;
import io.journeytracker.testing.TopologyFixture;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The log as shipped, at everything that can go wrong with a record: JSON, and nothing of what the record says. */
class LogTest {

    private static final List<String> PERSONAL =
            List.of("erika.mustermann", "4711-erika", "anna-anonymous", "Musterweg", "so annoyed", "Erika");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final PrintStream standardError = System.err;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @TempDir
    Path stateDir;

    @BeforeEach
    void configure() throws Exception {
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
        context.reset();
        context.putProperty("JOURNEY_LOG_FORMAT", "json");
        context.putProperty("JOURNEY_LOG_LEVEL", "DEBUG");
        context.putProperty("JOURNEY_LIBRARY_LOG_LEVEL", "WARN");
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(LogTest.class.getResource("/logback.xml"));
    }

    @AfterEach
    void restore() throws Exception {
        System.setErr(standardError);
        context.reset();
        new ContextInitializer(context).autoConfig();
    }

    @Test
    void whatGoesWrongIsLoggedAsJsonWithoutWhatTheRecordSays() throws Exception {
        JourneyCatalog good = JourneyCatalog.of(List.of(TestMaps.shop(1)));
        try (TopologyFixture shop = new TopologyFixture(good, stateDir)) {
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
            assertThat(shop.deadLetters()).hasSize(7);
        }
        List<JsonNode> lines = new ArrayList<>();
        for (String line : written.toString(StandardCharsets.UTF_8).split("\n")) {
            lines.add(JSON.readTree(line));
        }
        assertThat(lines).anySatisfy(line -> {
            assertThat(line.get("level").asText()).isEqualTo("WARN");
            assertThat(line.get("loggerName").asText()).endsWith("DeadLetterHandler");
            assertThat(line.get("throwable").get("className").asText()).endsWith("NullPointerException");
        });
        assertThat(written.toString(StandardCharsets.UTF_8)).doesNotContain(PERSONAL);
    }

    private static Touchpoint.Builder erika(TopologyFixture shop, String event, long seconds) {
        return shop.touchpoint("4711-erika", event, seconds)
                .setAnonymousId("anna-anonymous")
                .setTraits(Map.of("email", "erika.mustermann@example.org"))
                .setProperties(Map.of("street", "Musterweg 1"))
                .setComment("so annoyed");
    }
}
