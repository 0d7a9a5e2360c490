package io.journeytracker.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.broker.LocalBroker;
import io.journeytracker.config.JourneyConfig;
import io.journeytracker.config.Settings;
import io.journeytracker.dev.EmbeddedBroker;
import io.journeytracker.replay.WrittenLog;
import io.journeytracker.replay.WrittenLogs;
import io.journeytracker.replay.report.ReplayReport;
import io.journeytracker.replay.report.ReplaySummary;
import io.journeytracker.replay.run.EngineRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Small logs, through the real topology on a real broker, give the bytes that the engine gives alone. */
@Tag("broker")
class WrittenLogsOnTheBrokerTest {

    private static EmbeddedBroker broker;

    @TempDir
    Path out;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    static List<WrittenLog> logs() {
        return WrittenLogs.ALL;
    }

    @ParameterizedTest
    @MethodSource("logs")
    void the_topology_gives_the_same_bytes_as_the_engine(WrittenLog log) throws Exception {
        Path engine = out.resolve("engine");
        Path topology = out.resolve("topology");
        log.replay(new EngineRun(), engine);
        JourneyConfig config = config();
        log.replay(new BrokerRun(Shared::new, same -> config), topology);
        assertThat(WrittenLog.stallsIn(topology)).isEqualTo(log.stalls());
        assertThat(WrittenLog.figuresIn(topology)).isEqualTo(log.figures());
        for (String file : List.of(ReplaySummary.FILE, ReplayReport.STALLS_FILE, ReplayReport.ALERTS_FILE)) {
            assertThat(topology.resolve(file)).hasSameBinaryContentAs(engine.resolve(file));
        }
    }

    /** Topics and state of its own, and a clock that belongs to the log. */
    private static JourneyConfig config() {
        String replay = UUID.randomUUID().toString();
        return JourneyConfig.from(new Settings()
                .set(Map.of(
                        "kafka.bootstrap.servers",
                        broker.bootstrapServers(),
                        "schema.registry.url",
                        "mock://" + replay,
                        "journey.application.id",
                        replay,
                        "journey.topics.prefix",
                        replay + '.',
                        "journey.topics.partitions",
                        "2",
                        "journey.ticks.ahead",
                        "365000d",
                        // A small log waits for commits and for nothing else.
                        "kafka.streams.commit.interval.ms",
                        "100")));
    }

    /** The one broker, which outlives each replay. */
    private record Shared() implements LocalBroker {

        @Override
        public String bootstrapServers() {
            return broker.bootstrapServers();
        }

        @Override
        public void close() {}
    }
}
