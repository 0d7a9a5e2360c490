package io.journeytracker.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.journeytracker.testing.Measurements;
import io.journeytracker.testing.Sizes;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code docker compose up} with the simulated shop's visitors, as far as it goes without Docker. How soon there are dashboards is measured, and held
 * to two minutes where the build runs at full size; elsewhere the machine may be slow and other tests may run beside this one.
 */
@Tag("cli")
class ComposeRehearsalTest {

    private static final Duration PROMISED = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    @Test
    void everyPanelHasDataSoonAndTheApplicationLogsAndEndsAsTheFileSays() throws Exception {
        Program.require("prometheus", "prometheus-alertmanager", "docker-compose");
        try (ComposeRehearsal stack = new ComposeRehearsal(folder)) {
            long began = System.nanoTime();
            stack.up();
            Duration up = Duration.ofNanos(System.nanoTime() - began);
            Program.Ended check = stack.check();
            Duration live = Duration.ofNanos(System.nanoTime() - began);
            assertThat(check.code()).as(check.output() + stack.said("app")).isZero();
            String scraped = stack.scraped();
            Measurements.record(
                    "Live dashboards",
                    ("docker-compose.yml with the visitors, without containers and Grafana: all services were up after %d s,"
                                    + " every panel had data after %d s.")
                            .formatted(up.toSeconds(), live.toSeconds()));
            if (Sizes.full()) {
                assertThat(live).as("until every panel has data").isLessThan(PROMISED);
            }
            assertThat(scraped.lines()
                            .filter(line -> line.startsWith("journey_"))
                            .count())
                    .as("series of ours")
                    .isLessThan(2_000);
            assertThat(scraped.length()).as("bytes of a scrape").isLessThan(1 << 20);

            assertThat(stack.endsInTime("app")).isTrue();
            assertThat(stack.said("app").lines())
                    .as("but for what is said to whoever starts it by hand")
                    .filteredOn(line -> !line.matches("(Serving|Taking touchpoints at) .*"))
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(new ObjectMapper()
                                    .readTree(line)
                                    .path("level")
                                    .asText())
                            .as(line)
                            .isIn("INFO", "WARN"));
        }
    }
}
