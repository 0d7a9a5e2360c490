package io.journeytracker.replay.report;

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
import io.journeytracker.replay.PublicLogs;
import io.journeytracker.schema.CustomerStatus;
import io.journeytracker.schema.TransitionKind;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The report's arithmetic on public logs, fed by the simplest fold that can be written down. */
class PublicLogReportTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path out;

    static Stream<Arguments> cases() {
        return PublicLogs.all().flatMap(log -> switch (log.folder()) {
            case "simple_shop" -> Stream.of("30m", "1d", "7d").map(after -> Arguments.of(log, after));
            case "ecom_synthetic" -> Stream.of("30m", "1d", "14d").map(after -> Arguments.of(log, after));
            default -> Stream.of("30d", "60d").map(after -> Arguments.of(log, after));
        });
    }

    private static final class Walk {

        private final List<Boolean> visited;
        private int stage = -1;
        private long began;
        private long last;
        private int inOrder;
        private boolean ended;

        private Walk(int stages) {
            visited = new ArrayList<>(
                    IntStream.range(0, stages).mapToObj(i -> false).toList());
        }
    }

    private final Map<String, Walk> walks = new HashMap<>();
    private final Map<String, Integer> stageOf = new HashMap<>();
    private final List<String> stages = new ArrayList<>();
    private boolean latest;
    private int terminal;
    private long after;
    private ReplayReport report;

    @ParameterizedTest
    @MethodSource("cases")
    void figuresStallsAndPercentilesAreThoseOfTheReference(PublicLogs log, String after) throws IOException {
        readMap(JSON.readTree(log.expected("stages.json").toFile()));
        this.after = Duration.parse((after.endsWith("d") ? "P" : "PT") + after).toMillis();
        report = new ReplayReport(Recorded.map(stages, List.of()));
        ReplaySummary summary;
        try (LogReader reader = LogReaders.open(log.log(), log.settings(), RejectedRows.counting());
                SortedLog sorted =
                        SortedLog.sort(reader, RejectedRows.counting(), SortLimits.ofThisMachine(), ReadProgress.NONE);
                LogCursor cursor = sorted.cursor()) {
            for (LogRow row = cursor.next(); row != null; row = cursor.next()) {
                fold(row);
            }
            walks.forEach(
                    (customer, walk) -> finish(customer, walk, sorted.facts().to()));
            summary = report.write(out, sorted.facts());
        }
        JsonNode expected = JSON.readTree(log.expected("summary.json").toFile());
        assertThat(summary.customers()).isEqualTo(expected.get("cases").asLong());
        JsonNode reached = expected.get("journey").get("reached");
        JsonNode dwell = expected.get("journey").get("time_in_stage_ended_visits");
        for (int i = 0; i < stages.size(); i++) {
            StageFigures figures = summary.stages().get(i);
            assertThat(figures.visited())
                    .isEqualTo(reached.get("open").get(i).get("customers").asLong());
            assertThat(figures.inOrder())
                    .isEqualTo(reached.get("closed").get(i).get("customers").asLong());
            assertThat(figures.reached())
                    .isEqualTo(reached.get("furthest").get(i).get("customers").asLong());
            same(figures.dwellSeconds().p50(), dwell.get(figures.stage()).get("median_s"));
            same(figures.dwellSeconds().p95(), dwell.get(figures.stage()).get("p95_s"));
        }
        assertThat(summary.stalls())
                .isEqualTo(expected.get("journey")
                        .get("stalls")
                        .get(after)
                        .get("stalls")
                        .asLong());
        assertThat(Files.readAllLines(out.resolve(ReplayReport.STALLS_FILE)).stream()
                        .skip(1)
                        .sorted()
                        .toList())
                .isEqualTo(expectedStalls(log.expected("stalls-" + after + ".csv.gz")));
    }

    private static void same(BigDecimal seconds, JsonNode expected) {
        if (expected.isNull()) {
            assertThat(seconds).isNull();
        } else {
            assertThat(seconds).isEqualByComparingTo(expected.asText());
        }
    }

    private static List<String> expectedStalls(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split(",", -1))
                    .map(cells -> String.join(",", cells[0], cells[1], time(cells[2]), time(cells[3]), time(cells[4])))
                    .sorted()
                    .toList();
        }
    }

    /** The reference leaves out a fraction that is zero. */
    private static String time(String written) {
        return written.isEmpty() ? "" : IsoMillis.of(Instant.parse(written).toEpochMilli());
    }

    private void readMap(JsonNode map) {
        for (JsonNode stage : map.get("stages")) {
            stage.get("activities").forEach(event -> stageOf.put(event.asText(), stages.size()));
            stages.add(stage.get("name").asText());
        }
        latest = map.path("mode").asText().equals("latest");
        terminal = map.has("terminal") ? -1 : stages.size() - 1;
    }

    private void fold(LogRow row) {
        Walk walk = walks.computeIfAbsent(row.customer(), customer -> new Walk(stages.size()));
        long time = row.time();
        int to = stageOf.getOrDefault(row.touchpoint().getEvent(), -1);
        if (stalled(walk, time)) {
            stall(TransitionKind.STALLED, row.customer(), walk, walk.last + after);
            stall(TransitionKind.RECOVERED, row.customer(), walk, time);
        }
        walk.last = time;
        if (to < 0) {
            return;
        }
        walk.visited.set(to, true);
        walk.inOrder += walk.inOrder == to ? 1 : 0;
        if (!walk.ended && (latest ? to != walk.stage : to > walk.stage)) {
            if (walk.stage >= 0) {
                report.add(Recorded.transition(
                        TransitionKind.ADVANCED,
                        row.customer(),
                        stages.get(to),
                        stages.get(walk.stage),
                        time,
                        walk.began,
                        time,
                        time,
                        null));
            }
            walk.stage = to;
            walk.began = time;
            walk.ended = to == terminal;
        }
    }

    private boolean stalled(Walk walk, long time) {
        return walk.stage >= 0 && !walk.ended && time - walk.last > after;
    }

    private void stall(TransitionKind kind, String customer, Walk walk, long at) {
        report.add(Recorded.stall(kind, customer, stages.get(walk.stage), walk.last, walk.last + after, at));
    }

    private void finish(String customer, Walk walk, long end) {
        if (stalled(walk, end)) {
            stall(TransitionKind.STALLED, customer, walk, walk.last + after);
        }
        List<String> visited = IntStream.range(0, stages.size())
                .filter(walk.visited::get)
                .mapToObj(stages::get)
                .toList();
        report.add(Recorded.snapshot(
                customer,
                walk.stage < 0 ? "none" : stages.get(walk.stage),
                walk.ended ? CustomerStatus.COMPLETED : CustomerStatus.ACTIVE,
                visited,
                walk.inOrder,
                List.of(),
                null));
    }
}
