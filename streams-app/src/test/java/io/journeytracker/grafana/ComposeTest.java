package io.journeytracker.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.journeytracker.sdk.Node;
import io.journeytracker.testing.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compose's own reading of its files; nothing is started. */
@Tag("grafana")
class ComposeTest {

    private static final String DEMO = "grafana/compose/demo.yml";

    @TempDir
    Path copy;

    @BeforeEach
    void require() {
        Program.require("docker-compose");
    }

    @Test
    void theFilesAreValidAndASecondInstanceComesWithItsProfileAlone() throws IOException {
        ComposeFile file = ComposeFile.read(Checkout.root(), "--profile", "two");
        assertThat(file.started()).contains("app").doesNotContain("app-2");
        assertThat(file.service("app-2").at("/profiles/0").asText()).isEqualTo("two");
        for (String instance : List.of("app", "app-2")) {
            assertThat(file.environment(instance)).containsEntry("JOURNEY_STREAMS_STANDBYS", "1");
        }
        assertThat(file.mounts("app")).contains(new ComposeFile.Mount("state", "/state"));
        assertThat(file.mounts("app-2")).contains(new ComposeFile.Mount("state-2", "/state"));
    }

    @Test
    void theFileForTheDemoAddsVisitors() throws IOException {
        assertThat(ComposeFile.read(Checkout.root(), "-f", "docker-compose.yml", "-f", DEMO)
                        .started())
                .contains("visitors", "app");
    }

    @Test
    void theFilesKeepTheLintersRulesAndAPlantedMistakeDoesNot() throws IOException {
        assumeTrue(Node.missing().isEmpty(), () -> Node.missing().orElse(""));
        Node.install();
        ObjectNode given = new ObjectMapper().createObjectNode();
        for (String file : List.of("docker-compose.yml", DEMO)) {
            given.put(file, Checkout.root().resolve(file).toAbsolutePath().toString());
        }
        String compose = Checkout.read("docker-compose.yml");
        given.put("open", plant("open.yml", compose.replace("127.0.0.1:9092:9092", "9092:9092")));
        given.put("twice", plant("twice.yml", compose.replace("127.0.0.1:9090:9090", "127.0.0.1:9092:9090")));
        given.put("latest", plant("latest.yml", compose.replace("prom/prometheus:v3.5.0", "prom/prometheus")));
        JsonNode told = Node.run("compose.js", given).get(0);
        assertThat(told.get("docker-compose.yml")).isEmpty();
        assertThat(told.get(DEMO)).isEmpty();
        assertThat(told.get("open").toString()).contains("no-unbound-port-interfaces");
        assertThat(told.get("twice").toString()).contains("no-duplicate-exported-ports");
        assertThat(told.get("latest").toString()).contains("service-image-require-explicit-tag");
    }

    private String plant(String name, String text) throws IOException {
        return Files.writeString(copy.resolve(name), text).toAbsolutePath().toString();
    }

    @Test
    void aPlantedMistakeIsNotValid() throws IOException {
        String text = Checkout.read("docker-compose.yml");
        assertThat(config(text)).as("as it is").isZero();
        assertThat(config(text.replace("mem_limit", "memory_limit"))).isNotZero();
    }

    private int config(String text) throws IOException {
        Files.writeString(copy.resolve("docker-compose.yml"), text);
        return Program.run(copy, "docker-compose", "config", "-q").code();
    }
}
