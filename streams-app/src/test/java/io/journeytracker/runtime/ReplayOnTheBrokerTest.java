package io.journeytracker.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.broker.LocalBroker;
import io.journeytracker.config.JourneyConfig;
import io.journeytracker.config.Settings;
import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.log.LogReader;
import io.journeytracker.log.LogReaders;
import io.journeytracker.log.RejectedRows;
import io.journeytracker.log.sort.SortLimits;
import io.journeytracker.log.sort.SortedLog;
import io.journeytracker.replay.ExpectedResults;
import io.journeytracker.replay.PublicLogs;
import io.journeytracker.replay.report.ReplayReport;
import io.journeytracker.replay.report.ReplaySummary;
import io.journeytracker.replay.run.EngineRun;
import io.journeytracker.replay.run.ReplayRun;
import io.journeytracker.testing.Sizes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Public event logs, through the real topology on a real broker, give the bytes that the engine gives alone. */
@Tag("broker")
class ReplayOnTheBrokerTest {

    @TempDir
    Path out;

    static List<PublicLogs> logs() {
        return PublicLogs.ALL;
    }

    @ParameterizedTest
    @MethodSource("logs")
    void the_topology_gives_the_same_bytes_as_the_engine(PublicLogs log) throws Exception {
        ExpectedResults expected = new ExpectedResults(log);
        List<String> timeouts = expected.timeouts();
        try (RejectedRows rejected = RejectedRows.counting();
                LogReader reader = LogReaders.open(log.log(), log.settings(), rejected);
                SortedLog sorted = SortedLog.sort(reader, rejected, SortLimits.ofThisMachine(), (bytes, rows) -> {})) {
            for (String timeout : timeouts.subList(0, Sizes.choose(1, timeouts.size()))) {
                JourneyDefinition map = expected.map(timeout);
                write(new EngineRun(), sorted, map, out.resolve("engine"));
                write(broker(), sorted, map, out.resolve("broker"));
                for (String file : List.of(ReplaySummary.FILE, ReplayReport.STALLS_FILE, ReplayReport.ALERTS_FILE)) {
                    assertThat(out.resolve("broker").resolve(file))
                            .hasSameBinaryContentAs(out.resolve("engine").resolve(file));
                    assertThat(Files.size(out.resolve("broker").resolve(file))).isPositive();
                }
            }
        }
    }

    private static void write(ReplayRun run, SortedLog log, JourneyDefinition map, Path folder) throws Exception {
        run.run(log, map, done -> {}).write(folder, log.facts());
    }

    private static ReplayRun broker() {
        return new BrokerRun(LocalBroker.provider().orElseThrow(), ReplayOnTheBrokerTest::config);
    }

    private static JourneyConfig config(LocalBroker broker) {
        return JourneyConfig.from(new Settings()
                .set(Map.of(
                        "kafka.bootstrap.servers",
                        broker.bootstrapServers(),
                        "schema.registry.url",
                        "mock://" + UUID.randomUUID(),
                        "journey.topics.partitions",
                        "3",
                        "journey.streams.threads",
                        "2")));
    }
}
