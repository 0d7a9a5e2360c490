package io.journeytracker.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.journeytracker.grafana.ComposeFile.Condition;
import io.journeytracker.grafana.ComposeFile.Mount;
import io.journeytracker.testing.Checkout;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a compose file may not say if the rehearsal is to show what it does. Nothing is started but Compose, to read it. */
@Tag("grafana")
class ComposeFileTest {

    private static String read;

    @TempDir
    Path folder;

    @BeforeAll
    static void readOnce() {
        Program.require("docker-compose");
        read = Program.read(
                Checkout.root(),
                "docker-compose",
                "-f",
                "docker-compose.yml",
                "-f",
                "grafana/compose/demo.yml",
                "config");
    }

    @Test
    void theFilesAreAsTheRehearsalTakesThem() throws IOException {
        ComposeFile file = ComposeFile.of(read);
        assertThat(ComposeRules.problems(Checkout.root().toRealPath(), file)).isEmpty();
        assertThat(file.dependencies("app"))
                .containsEntry("kafka", Condition.SERVICE_HEALTHY)
                .containsEntry("schemas", Condition.SERVICE_COMPLETED_SUCCESSFULLY);
        assertThat(file.isAwaitedToEnd("schemas")).isTrue();
        assertThat(file.isAwaitedToEnd("app")).isFalse();
        assertThat(file.healthCheck("schemas")).isEmpty();
        assertThat(file.healthCheck("app").orElseThrow().timeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(file.grace("app")).isEqualTo(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            condition: service_completed_successfully | condition: service_healthy | app waits until schemas is healthy, which has no health check
            restart: "no"                             | restart: always            | app waits for the end of schemas, which is started again
            grafana/prometheus                        | grafana/alertmanager       | prometheus: at /etc/prometheus is
            grafana/compose/sources                   | grafana/compose/source     | app: there is no /
            JOURNEY_STREAMS_STANDBYS                  | JOURNEY_INTAKE_PORT        | app sets JOURNEY_INTAKE_PORT
            JOURNEY_STORIES                           | JOURNEY_HTTP_PORT          | app sets JOURNEY_HTTP_PORT
            JOURNEY_STATE_DIR: /state                  | JOURNEY_STATE_DIR: /states | app: nothing is mounted at /states
            file=/etc/alertmanager                    | file=/etc/alert            | alertmanager: nothing is mounted at /etc/alert/
            """)
    void aPlantedMistakeIsFoundBeforeAnythingIsStarted(String right, String wrong, String told) throws IOException {
        String planted = read.replace(right, wrong);
        assertThat(planted).isNotEqualTo(read);
        ComposeFile file = ComposeFile.of(planted);
        assertThatThrownBy(() -> new ComposeRehearsal(folder, file))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(told);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void bothVersionsOfComposeAreUnderstood() throws IOException {
        ComposeFile first = ComposeFile.of("""
                services:
                  app:
                    depends_on: [kafka]
                    volumes: ["state:/state:rw", "/here/map.yaml:/map.yaml:ro"]
                    healthcheck: {test: [NONE]}
                """);
        ComposeFile second = ComposeFile.of("""
                services:
                  app:
                    depends_on: {kafka: {condition: service_started, required: true}}
                    volumes:
                      - {type: volume, source: state, target: /state, volume: {}}
                      - {type: bind, source: /here/map.yaml, target: /map.yaml, read_only: true}
                    healthcheck: {disable: true}
                    stop_grace_period: 1m0s
                """);
        for (ComposeFile file : new ComposeFile[] {first, second}) {
            assertThat(file.dependencies("app")).containsEntry("kafka", Condition.SERVICE_STARTED);
            assertThat(file.mounts("app"))
                    .containsExactly(new Mount("state", "/state"), new Mount("/here/map.yaml", "/map.yaml"));
            assertThat(file.healthCheck("app")).isEmpty();
        }
        assertThat(second.grace("app")).isEqualTo(Duration.ofMinutes(1));
    }
}
