package io.journeytracker.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.journeytracker.testing.Measurements;
import io.journeytracker.testing.Sizes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code docker compose up} with the simulated shop's visitors, as far as it goes without Docker. How soon there are dashboards is measured. What
 * a person looks at first is held to two minutes in every build, with room where other tests run beside this one; every panel where it runs at full
 * size.
 */
@Tag("cli")
class ComposeRehearsalTest {

    private static final Duration PROMISED = Duration.ofMinutes(2);

    /** Other test classes may keep the processors busy, where the build does not run at full size. */
    private static final Duration ROOM = Duration.ofMinutes(1);

    /** What a person looks at first: the uppermost row, where they are lost, and where they are. */
    private static final Set<String> LIVE = Set.of(
            "Present",
            "Visits begun",
            "Completed",
            "Churned",
            "Stalled now",
            "Conversion",
            "Against target",
            "Targets missed",
            "Funnel",
            "Customers by stage");

    @TempDir
    Path folder;

    @Test
    void everyPanelHasDataSoonAndTheApplicationLogsAndEndsAsTheFileSays() throws Exception {
        Program.require("prometheus", "prometheus-alertmanager", "docker-compose");
        try (ComposeRehearsal stack = new ComposeRehearsal(folder)) {
            long began = System.nanoTime();
            stack.up();
            Duration up = Duration.ofNanos(System.nanoTime() - began);
            stack.awaitPanels(LIVE);
            Duration live = Duration.ofNanos(System.nanoTime() - began);
            Program.Ended check = stack.check();
            Duration all = Duration.ofNanos(System.nanoTime() - began);
            assertThat(check.code()).as(check.output() + stack.said("app")).isZero();
            // Micrometer looks for what Kafka Streams added once a minute: before that a scrape is a third of what it
            // becomes.
            await("series of the tasks").atMost(Duration.ofMinutes(3)).until(() -> stack.scraped()
                    .contains("kafka_stream_task_process_total"));
            String scraped = stack.scraped();
            Measurements.record(
                    "Live dashboards",
                    ("docker-compose.yml with the visitors, without containers and Grafana: all services were up after %d s,"
                                    + " the uppermost figures, the funnel and the customers by stage had data after %d s, every"
                                    + " panel after %d s. A scrape of the application: %d series, %d kB.")
                            .formatted(
                                    up.toSeconds(),
                                    live.toSeconds(),
                                    all.toSeconds(),
                                    series(scraped, ""),
                                    scraped.length() / 1000));
            assertThat(live)
                    .as("until the dashboards are live")
                    .isLessThan(Sizes.full() ? PROMISED : PROMISED.plus(ROOM));
            if (Sizes.full()) {
                assertThat(all).as("until every panel has data").isLessThan(PROMISED);
            }
            assertThat(stack.servedByPrometheus("/user/operations.md"))
                    .as("where the links of alerts lead")
                    .contains("### JourneyInstanceDown");
            assertThat(series(scraped, "journey_")).as("series of ours").isLessThan(2_000);
            assertThat(series(scraped, "")).as("series in all").isLessThan(6_000);
            assertThat(scraped.length()).as("bytes of a scrape").isLessThan(1 << 20);

            assertThat(stack.endsInTime("app")).isTrue();
            assertThat(stack.said("app").lines()).isNotEmpty().allSatisfy(line -> assertThat(
                            new ObjectMapper().readTree(line).path("level").asText())
                    .as(line)
                    .isIn("INFO", "WARN"));
        }
    }

    /** Lines of a scrape that are figures; Prometheus keeps a series for each. */
    private static long series(String scraped, String prefix) {
        return scraped.lines()
                .filter(line -> !line.startsWith("#") && line.startsWith(prefix))
                .count();
    }
}
