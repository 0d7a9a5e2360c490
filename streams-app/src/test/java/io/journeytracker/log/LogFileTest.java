package io.journeytracker.log;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {

    @TempDir
    private Path folder;

    private void refused(Path file, String why) {
        assertThatThrownBy(() -> LogFile.open(file))
                .isInstanceOf(LogException.class)
                .hasMessage(file + why);
    }

    private Path file(String name, byte[] content) throws IOException {
        LogSample.of(folder, name, content);
        return folder.resolve(name);
    }

    @Test
    void whatIsNoLogIsToldWithWhatWasExpected() throws IOException {
        refused(folder.resolve("gone.csv"), ": no such file");
        refused(folder, ": is a folder; expected a log file");
        refused(file("empty.csv", new byte[0]), ": is empty; expected a log");
        refused(file("empty.csv.gz", LogSample.gzip("")), ": is empty; expected a log");
        assertThatThrownBy(() -> LogFile.open(file("a.xlsx", new byte[] {'P', 'K', 3, 4, 0, 0})))
                .hasMessageContaining("expected CSV, TSV, JSON lines or XES");
        assertThatThrownBy(() -> LogFile.open(file("a.parquet", new byte[] {'P', 'A', 'R', '1', 0, 0})))
                .hasMessageContaining("expected CSV, TSV, JSON lines or XES");
        assertThatThrownBy(() -> LogFile.open(file("a.json", "[{\"a\":1}]".getBytes())))
                .hasMessageContaining("expected JSON lines, one object a line");
    }

    @Test
    void aTruncatedGzipIsToldNotReadHalf() throws IOException {
        byte[] packed = LogSample.gzip("who,what,when\n" + "a,b,2024-01-02\n".repeat(100_000));
        LogSample sample = LogSample.of(folder, "a.csv.gz", Arrays.copyOf(packed, packed.length - 20));
        assertThatThrownBy(sample::rows)
                .isInstanceOf(LogException.class)
                .hasMessageContaining("a.csv.gz: cannot be read");
    }

    @Test
    void missingOptionsAreNamedTogether() throws IOException {
        LogSample sample = LogSample.of(folder, "a.csv", "a,b\n").unnamed();
        assertThatThrownBy(sample::rows).hasMessageStartingWith("missing: --customer --event --time;");
    }
}
