package io.journeytracker.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.log.LogReader;
import io.journeytracker.log.LogReaders;
import io.journeytracker.log.RejectedRows;
import io.journeytracker.log.sort.SortLimits;
import io.journeytracker.log.sort.SortedLog;
import io.journeytracker.replay.report.ReplayReport;
import io.journeytracker.replay.report.ReplaySummary;
import io.journeytracker.replay.report.StageFigures;
import io.journeytracker.replay.run.EngineRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Public event logs give exactly what an independent program computed of them. */
class PublicLogReplayTest {

    @TempDir
    Path out;

    static List<PublicLogs> logs() {
        return PublicLogs.ALL;
    }

    @ParameterizedTest
    @MethodSource("logs")
    void the_engine_gives_exactly_the_expected_results(PublicLogs log) throws Exception {
        ExpectedResults expected = new ExpectedResults(log);
        try (RejectedRows rejected = RejectedRows.counting();
                LogReader reader = LogReaders.open(log.log(), log.settings(), rejected);
                SortedLog sorted = SortedLog.sort(reader, rejected, SortLimits.ofThisMachine(), (rows, bytes) -> {})) {
            for (String timeout : expected.timeouts()) {
                ReplayReport report = new EngineRun().run(sorted, expected.map(timeout), done -> {});
                ReplaySummary summary = report.write(out.resolve(timeout), sorted.facts());
                assertThat(reached(summary)).isEqualTo(expected.reached());
                List<String> stalls = Files.readAllLines(out.resolve(timeout).resolve(ReplayReport.STALLS_FILE));
                assertThat(stalls.subList(1, stalls.size()))
                        .as("stalls after %s", timeout)
                        .containsExactlyInAnyOrderElementsOf(expected.stalls(timeout));
            }
        }
    }

    private static Map<String, List<Long>> reached(ReplaySummary summary) {
        Map<String, List<Long>> reached = new TreeMap<>();
        for (StageFigures stage : summary.stages()) {
            reached.put(stage.stage(), List.of(stage.visited(), stage.inOrder(), stage.reached()));
        }
        return reached;
    }
}
