package io.journeytracker.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.launcher.Program.Outcome;
import io.journeytracker.testing.Checkout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's example, typed in as it stands there, prints what stands there. */
@Tag("cli")
class ReadmeTest {

    private static final String[] BLOCKS = Checkout.read("README.md").split("```\n");

    @TempDir
    Path home;

    @Test
    void aLogOfOnesOwnIsReplayedAsTheReadmeShows() throws Exception {
        Program program = new Program(home);
        Files.writeString(home.resolve("shop.csv"), block("customer,event,time"));
        String session = block("$ ./journey init --from");
        for (String step : session.split("(?m)^\\$ ")) {
            if (!step.isBlank()) {
                String command = step.lines().findFirst().orElseThrow();
                List<String> shown =
                        step.lines().skip(1).filter(line -> !line.isBlank()).toList();
                Outcome outcome = program.run(words(command));
                assertThat(outcome.exitCode()).as(outcome.all()).isZero();
                assertThat((outcome.err() + outcome.out()).lines()).containsExactlyElementsOf(shown);
            }
        }
        // Without --engine-only, and on a log as short as this one, the results are the same.
        String[] onKafka = Stream.of(words(lastCommand(session)))
                .filter(word -> !word.equals("--engine-only"))
                .map(word -> word.equals("results") ? "on-kafka" : word)
                .toArray(String[]::new);
        assertThat(program.run(onKafka).exitCode()).isZero();
        for (String file : List.of("summary.json", "stalls.csv", "alerts.jsonl", "rejected.csv")) {
            assertThat(home.resolve("on-kafka").resolve(file))
                    .hasSameBinaryContentAs(home.resolve("results").resolve(file));
        }
    }

    private static String block(String start) {
        return Arrays.stream(BLOCKS)
                .filter(block -> block.startsWith(start))
                .findFirst()
                .orElseThrow();
    }

    private static String lastCommand(String session) {
        return session.lines()
                .filter(line -> line.startsWith("$ "))
                .reduce((first, last) -> last)
                .orElseThrow()
                .substring(2);
    }

    private static String[] words(String command) {
        return command.replace("./journey ", "").split(" ");
    }
}
