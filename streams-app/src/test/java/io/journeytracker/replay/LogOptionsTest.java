package io.journeytracker.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.journeytracker.log.Lifecycle;
import io.journeytracker.log.LogException;
import io.journeytracker.log.LogOptions;
import io.journeytracker.log.LogSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

class LogOptionsTest {

    @Command(name = "replay")
    private static final class Replay {

        @Mixin
        private ReplayOptions options = new ReplayOptions();
    }

    private static ReplayOptions parsed(String... arguments) {
        Replay replay = new Replay();
        new CommandLine(replay).parseArgs(arguments);
        return replay.options;
    }

    @Test
    void allOptionsAreRead() {
        ReplayOptions options = parsed(
                "log.csv",
                "--journey",
                "map.yaml",
                "--customer",
                "c",
                "--event",
                "e",
                "--time",
                "t",
                "--time-format",
                "epoch-s",
                "--zone",
                "Europe/Berlin",
                "--channel",
                "ch",
                "--sentiment",
                "s",
                "--id",
                "i",
                "--stall-after",
                "2d",
                "--engine-only",
                "--out",
                "out",
                "--compare",
                "old.yaml",
                "--separator",
                "tab",
                "--encoding",
                "ISO-8859-1",
                "--lifecycle",
                "complete");
        assertThat(options.file()).isEqualTo(Path.of("log.csv"));
        assertThat(options.journey()).isEqualTo(Path.of("map.yaml"));
        assertThat(options.stallAfter()).contains(Duration.ofDays(2));
        assertThat(options.engineOnly()).isTrue();
        assertThat(options.out()).contains(Path.of("out"));
        assertThat(options.compare()).contains(Path.of("old.yaml"));
        LogSettings log = options.log().settings();
        assertThat(log.customer()).contains("c");
        assertThat(log.event()).contains("e");
        assertThat(log.time()).contains("t");
        assertThat(log.times().parse("1")).isEqualTo(1000);
        assertThat(log.channel()).contains("ch");
        assertThat(log.sentiment()).contains("s");
        assertThat(log.id()).contains("i");
        assertThat(log.separator()).contains('\t');
        assertThat(log.encoding()).contains(StandardCharsets.ISO_8859_1);
        assertThat(log.lifecycle()).isEqualTo(Lifecycle.COMPLETE);
    }

    @Test
    void withoutOptionsTimesAreUtcAndEveryEventCounts() {
        LogSettings log = parsed("log.csv", "--journey", "map.yaml").log().settings();
        assertThat(log.times().parse("1970-01-01 00:00:01")).isEqualTo(1000);
        assertThat(log.lifecycle()).isEqualTo(Lifecycle.ALL);
        assertThat(log.separator()).isEmpty();
    }

    @Test
    void allMistakesAreToldAtOnce() {
        LogOptions options = parsed(
                        "log.csv",
                        "--journey",
                        "m",
                        "--zone",
                        "Mars",
                        "--encoding",
                        "EBCDIC-X",
                        "--separator",
                        ";;",
                        "--lifecycle",
                        "some",
                        "--time-format",
                        "jj")
                .log();
        assertThatThrownBy(options::settings)
                .isInstanceOf(LogException.class)
                .extracting(told -> told.getMessage().lines().toList())
                .asInstanceOf(InstanceOfAssertFactories.list(String.class))
                .hasSize(5)
                .anyMatch(line -> line.startsWith("--zone Mars: unknown zone; expected"))
                .anyMatch(line -> line.startsWith("--encoding EBCDIC-X: unknown encoding; expected"))
                .anyMatch(line -> line.startsWith("--separator ;;: expected one character"))
                .anyMatch(line -> line.startsWith("--lifecycle some: expected all or complete"))
                .anyMatch(line -> line.startsWith("--time-format jj: "));
    }

    @Test
    void aTimeoutThatIsNoDurationIsRefused() {
        for (String text : new String[] {"30", "0m", "-1d", "1.5h", "9999d", "2w"}) {
            assertThatThrownBy(() -> parsed("log.csv", "--journey", "m", "--stall-after", text))
                    .isInstanceOf(ParameterException.class)
                    .hasMessageContaining("expected a duration such as 90s, 30m, 2h or 14d");
        }
    }
}
