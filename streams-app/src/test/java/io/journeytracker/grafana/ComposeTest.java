package io.journeytracker.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
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

    @TempDir
    Path copy;

    @BeforeEach
    void require() {
        Program.require("docker-compose");
    }

    @Test
    void theFilesAreValidAndASecondInstanceComesWithItsProfileAlone() throws IOException {
        JsonNode services = services("docker-compose", "config");
        assertThat(services.path("app").has("profiles")).isFalse();
        assertThat(services.at("/app-2/profiles/0").asText()).isEqualTo("two");
        for (String instance : List.of("app", "app-2")) {
            assertThat(services.path(instance)
                            .path("environment")
                            .path("JOURNEY_STREAMS_STANDBYS")
                            .asText())
                    .isEqualTo("1");
        }
        assertThat(services.at("/app-2/volumes").toString())
                .contains("state-2:")
                .doesNotContain("\"state:");
    }

    @Test
    void theFileForTheDemoAddsVisitors() throws IOException {
        JsonNode services =
                services("docker-compose", "-f", "docker-compose.yml", "-f", "grafana/compose/demo.yml", "config");
        assertThat(services.has("visitors")).isTrue();
        assertThat(services.has("app")).isTrue();
    }

    private static JsonNode services(String... command) throws IOException {
        Program.Ended ended = Program.run(Checkout.root(), command);
        assertThat(ended.code()).as(ended.output()).isZero();
        return new ObjectMapper(new YAMLFactory()).readTree(ended.output()).path("services");
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
