package io.journeytracker.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.app.Main;
import io.journeytracker.replay.PublicLogs;
import io.journeytracker.runtime.StopSignal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From somebody's log to a first replay, without writing a line. */
class ProposedMapTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @MethodSource("io.journeytracker.replay.PublicLogs#all")
    void theMapProposedFromALogIsValidAndFitsTheLog(PublicLogs log) {
        String file = log.log().toString();
        String map = folder.resolve("map.yaml").toString();
        String[] columns = {"--customer", log.customer(), "--event", log.event(), "--time", log.time()};

        assertThat(run(columns, "init", "--from", file, "--out", map))
                .as(err.toString())
                .isZero();
        assertThat(err.toString()).contains(" stages proposed from ");
        assertThat(run(new String[0], "validate", map)).as(err.toString()).isZero();
        assertThat(err.toString().lines().filter(line -> line.startsWith("warning: ")))
                .as("what only people know")
                .satisfiesExactly(
                        owner -> assertThat(owner).contains(" owner: is missing"),
                        review -> assertThat(review).contains(" review: is missing"));
        assertThat(run(columns, "replay", file, "--journey", map, "--engine-only"))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains(" stalls, ");
    }

    private int run(String[] columns, String... command) {
        String[] words = new String[command.length + columns.length];
        System.arraycopy(command, 0, words, 0, command.length);
        System.arraycopy(columns, 0, words, command.length, columns.length);
        return Main.commandLine(new StopSignal())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words);
    }
}
