package io.journeytracker.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Columns that a command needs besides the usual ones, and texts that stand for a column. */
class FurtherColumnsTest {

    @TempDir
    private Path folder;

    @Test
    void aTextMayStandForTheEventAndTheChannel() throws IOException {
        LogSample csv = LogSample.of(folder, "calls.csv", "who,when\nann,2026-01-02\n");
        LogSample json = LogSample.of(folder, "calls.jsonl", "{\"who\":\"ann\",\"when\":\"2026-01-02\"}\n");
        for (LogSample log : new LogSample[] {csv, json}) {
            assertThat(log.event("=Call Ended").channel("=phone").rows())
                    .extracting(row -> row.touchpoint().getEvent(), row -> row.touchpoint()
                            .getChannel())
                    .containsExactly(tuple("Call Ended", "phone"));
        }
    }

    @Test
    void aColumnThatIsNeededMustBeThere() throws IOException {
        LogSample csv = LogSample.of(folder, "a.csv", "who,what,when\nann,Called,2026-01-02\n");
        LogSample json =
                LogSample.of(folder, "a.jsonl", "{\"who\":\"ann\",\"what\":\"Called\",\"when\":\"2026-01-02\"}\n");
        assertThatThrownBy(() -> csv.requiring("stars", "--score").rows())
                .isInstanceOf(LogException.class)
                .hasMessageContaining("no column \"stars\" (--score)");
        assertThatThrownBy(() -> json.requiring("stars", "--score").rows())
                .isInstanceOf(LogException.class)
                .hasMessageContaining("no row has a field \"stars\" (--score)");
    }

    @Test
    void aColumnThatIsNeededIsKeptHoweverManyThereAre() throws IOException {
        String names = IntStream.range(0, 150).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
        String cells = IntStream.range(0, 150).mapToObj(i -> "v" + i).collect(Collectors.joining(","));
        String fields = IntStream.range(0, 150)
                .mapToObj(i -> "\"c" + i + "\":\"v" + i + "\"")
                .collect(Collectors.joining(","));
        LogSample csv =
                LogSample.of(folder, "wide.csv", "who,what,when," + names + "\nann,Called,2026-01-02," + cells + "\n");
        LogSample json = LogSample.of(
                folder, "wide.jsonl", "{\"who\":\"ann\",\"what\":\"Called\",\"when\":\"2026-01-02\"," + fields + "}\n");
        for (LogSample log : new LogSample[] {csv, json}) {
            assertThat(log.requiring("c149", "--score")
                            .rows()
                            .get(0)
                            .touchpoint()
                            .getProperties())
                    .hasSize(100)
                    .containsEntry("c149", "v149")
                    .containsKeys("c0", "c98")
                    .doesNotContainKey("c99");
        }
    }
}
