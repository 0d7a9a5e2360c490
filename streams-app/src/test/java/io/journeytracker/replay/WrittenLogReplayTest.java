package io.journeytracker.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.replay.run.EngineRun;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Small logs give exactly what was worked out by hand. */
class WrittenLogReplayTest {

    @TempDir
    Path out;

    static List<WrittenLog> logs() {
        return WrittenLogs.ALL;
    }

    @ParameterizedTest
    @MethodSource("logs")
    void the_engine_gives_what_was_worked_out_by_hand(WrittenLog log) throws Exception {
        log.replay(new EngineRun(), out);
        assertThat(WrittenLog.stallsIn(out)).isEqualTo(log.stalls());
        assertThat(WrittenLog.figuresIn(out)).isEqualTo(log.figures());
    }
}
