package io.journeytracker.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.journeytracker.log.LogReader;
import io.journeytracker.log.LogReaders;
import io.journeytracker.log.LogRow;
import io.journeytracker.log.RejectedRows;
import io.journeytracker.log.sort.LogCursor;
import io.journeytracker.log.sort.ReadProgress;
import io.journeytracker.log.sort.SortLimits;
import io.journeytracker.log.sort.SortedLog;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PublicLogReadingTest {

    @TempDir
    private Path folder;

    private static SortedLog sorted(PublicLogs log, RejectedRows rejected, SortLimits limits) {
        try (LogReader reader = LogReaders.open(log.log(), log.settings(), rejected)) {
            return SortedLog.sort(reader, rejected, limits, ReadProgress.NONE);
        }
    }

    @ParameterizedTest
    @MethodSource("io.journeytracker.replay.PublicLogs#all")
    void everyRowIsReadAndTheFirstAndLastAreThoseOfTheReference(PublicLogs log) throws IOException {
        JsonNode expected =
                new ObjectMapper().readTree(log.expected("summary.json").toFile());
        try (RejectedRows rejected = RejectedRows.counting();
                SortedLog sorted = sorted(log, rejected, SortLimits.ofThisMachine())) {
            assertThat(rejected.count()).isZero();
            assertThat(sorted.facts().events()).isEqualTo(expected.get("events").asLong());
            assertThat(Instant.ofEpochMilli(sorted.facts().from()))
                    .isEqualTo(expected.get("first_event").asText());
            assertThat(Instant.ofEpochMilli(sorted.facts().to()))
                    .isEqualTo(expected.get("last_event").asText());
            assertThat(sorted.events().commonest(1000))
                    .hasSize(expected.get("activities").asInt())
                    .allSatisfy(count -> assertThat(count.rows())
                            .isEqualTo(expected.get("activity_counts")
                                    .get(count.event())
                                    .asLong()));
        }
    }

    @ParameterizedTest
    @MethodSource("io.journeytracker.replay.PublicLogs#all")
    void everyCustomersFirstAndLastEventAreThoseOfTheReference(PublicLogs log) throws IOException {
        Map<String, String> spans = new HashMap<>();
        Map<String, long[]> seen = new HashMap<>();
        try (SortedLog sorted = sorted(log, RejectedRows.counting(), new SortLimits(5000, Long.MAX_VALUE, folder));
                LogCursor cursor = sorted.cursor()) {
            for (LogRow row = cursor.next(); row != null; row = cursor.next()) {
                long[] span = seen.computeIfAbsent(row.customer(), customer -> new long[] {0, Long.MAX_VALUE, 0});
                span[0]++;
                span[1] = Math.min(span[1], row.time());
                assertThat(row.time()).isGreaterThanOrEqualTo(span[2]);
                span[2] = row.time();
            }
        }
        seen.forEach((customer, span) -> spans.put(
                customer, span[0] + " " + Instant.ofEpochMilli(span[1]) + " " + Instant.ofEpochMilli(span[2])));
        Map<String, String> expected = new HashMap<>();
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(log.expected("cases.csv.gz")))))) {
            in.lines()
                    .skip(1)
                    .map(line -> line.split(","))
                    .forEach(cells -> expected.put(
                            cells[0], cells[1] + " " + Instant.parse(cells[2]) + " " + Instant.parse(cells[3])));
        }
        assertThat(spans).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("io.journeytracker.replay.PublicLogs#all")
    void asManyRowsAreOutOfOrderAsTheReferenceFound(PublicLogs log) throws IOException {
        JsonNode expected =
                new ObjectMapper().readTree(log.expected("summary.json").toFile());
        try (SortedLog sorted = sorted(log, RejectedRows.counting(), SortLimits.ofThisMachine())) {
            assertThat(sorted.facts().outOfOrder())
                    .isEqualTo(expected.get("file_order_time_inversions").asLong());
        }
    }
}
