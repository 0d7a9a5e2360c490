package io.journeytracker.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.testing.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files of the stack agree with one another. */
class StackFilesTest {

    private static final String MAP = "streams-app/src/main/resources/io/journeytracker/templates/online-shop.yaml";

    private static final List<String> COPIED = List.of(
            "docker-compose.yml",
            "docs/operations.md",
            "streams-app/Dockerfile",
            "streams-app/src/main/docker/healthy",
            "pom.xml",
            "LICENSE",
            "NOTICE",
            "journey",
            "schemas/pom.xml",
            MAP);

    @TempDir
    Path copy;

    @Test
    void theyAgree() {
        assertThat(StackFiles.problems(Checkout.root())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "docker-compose.yml | prom/prometheus:v3.5.0 | prom/prometheus:latest | not pinned",
                "docker-compose.yml | retention.time=35d | retention.time=15d | less than 35 days",
                "docker-compose.yml | 127.0.0.1:9092:9092 | 9092:9092 | not this machine's alone",
                "docker-compose.yml | ./grafana/dashboards: | ./grafana/boards: | which is not there",
                "docker-compose.yml | - state-2:/state | - state-3:/state | which is not there",
                "docker-compose.yml | schemas: {condition | schemata: {condition | which is no service",
                "docker-compose.yml | mem_limit: 128m | shm_size: 128m | no limit of memory",
                "grafana/prometheus/prometheus.yml | port: 8080 | port: 8081 | listens on this port",
                "grafana/prometheus/prometheus.yml | alertmanager:9093 | alertmanager:9094 | listens on this port",
                "grafana/prometheus/prometheus.yml | names: [app, app-2] | names: [app] | both instances",
                "grafana/prometheus/prometheus.yml | - alerts.yml | - alarms.yml | no rule file",
                "grafana/prometheus/prometheus.yml | scrape_interval: 5s | scrape_interval: 20s | interval is not Prometheus's",
                "grafana/provisioning/datasources/prometheus.yml | uid: prometheus | uid: prom | uid is not the one",
                "grafana/provisioning/datasources/prometheus.yml | prometheus:9090 | prometheus:9091 | listens on this port",
                "grafana/provisioning/dashboards/journey.yml | allowUiUpdates: false | allowUiUpdates: true | can be edited",
                "grafana/provisioning/dashboards/journey.yml | path: /etc | path: /opt | not mounted",
                "grafana/compose/demo.yml | \"demo\" | \"other\" | a key that no source has",
                "grafana/compose/demo.yml | streams-app/Dockerfile | Dockerfile | not the application's image",
                "docker-compose.yml | restart: unless-stopped | image: app:1 | built under a name",
                "grafana/prometheus/alerts.yml | {{ end }}#journeyinstancedown | {{ end }}#down | its runbook",
                "grafana/prometheus/alerts.yml | severity: critical | severity: bad | has no severity",
                "grafana/prometheus/alerts.yml | owner: operations | owner: ~ | has no owner",
                "grafana/prometheus/alerts.yml | summary: No touchpoint has arrived for 20 minutes | summary: ~ | has no summary",
                "grafana/prometheus/prometheus.yml | /user/operations.md | /user/operation.md | runbooks are not served",
                "grafana/prometheus/prometheus.yml | regex: runbooks | regex: runbook | carry the address",
                "docker-compose.yml | ./docs:/etc/runbooks | ./docs:/etc/books | runbooks are not served",
                "grafana/compose/demo.yml | healthcheck: | check: | visitors: has no health check",
                "grafana/compose/demo.yml | mem_limit: | limit: | visitors: has no limit of memory",
                "docker-compose.yml | healthcheck: | check: | has no health check",
                "docker-compose.yml | datasources:/etc/grafana | datasources:/etc | is not provisioned with datasources",
                "streams-app/Dockerfile | LICENSE NOTICE | LICENSE | the licence is not built in",
                "streams-app/Dockerfile | src/main/docker/healthy | src/main/docker/health | which is not there",
                "streams-app/Dockerfile | USER 10001:10001 | USER root | runs as root",
                "streams-app/Dockerfile | 21.0.6_7-jre-jammy | latest | is not pinned",
                "grafana/provisioning/datasources/prometheus.yml | editable: false | editable: true | the data source can be edited",
                "docs/operations.md | ### JourneyInstanceDown | ### Instances | has no heading"
            })
    void aPlantedMistakeIsFound(String file, String right, String wrong, String told) throws IOException {
        copyOfTheFiles();
        String text = Files.readString(copy.resolve(file));
        assertThat(text).contains(right);
        Files.writeString(copy.resolve(file), text.replaceFirst(Pattern.quote(right), wrong));
        assertThat(StackFiles.problems(copy))
                .anySatisfy(problem -> assertThat(problem).contains(told));
    }

    private void copyOfTheFiles() throws IOException {
        for (String file : COPIED) {
            Files.createDirectories(copy.resolve(file).getParent());
            Files.copy(Checkout.root().resolve(file), copy.resolve(file));
        }
        Path grafana = Checkout.root().resolve("grafana");
        try (Stream<Path> files = Files.walk(grafana)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to =
                        copy.resolve("grafana").resolve(grafana.relativize(file).toString());
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
    }
}
