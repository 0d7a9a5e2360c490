package io.journeytracker.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.runtime.StopSignal;
import io.journeytracker.testing.Promised;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class CommandLineTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void helpListsEveryCommandAndEveryCommandHasHelp() {
        assertThat(run("--help")).isZero();
        for (String command : new String[] {
            "demo",
            "serve",
            "init",
            "validate",
            "publish",
            "tail",
            "replay",
            "redrive",
            "undelivered",
            "import",
            "simulate",
            "register",
            "compose-check",
            "topology",
            "completion"
        }) {
            assertThat(out.toString()).contains("  " + command + " ");
            assertThat(run(command, "--help")).isZero();
        }
        assertThat(run("--version")).isZero();
    }

    @Test
    void anUnknownCommandOrOptionExitsWithTwoAndSaysWhatIsWrong() {
        assertThat(run()).isEqualTo(2);
        assertThat(run("sevre")).isEqualTo(2);
        assertThat(err.toString()).contains("sevre");
        assertThat(run("demo", "--prot", "1")).isEqualTo(2);
        assertThat(err.toString()).contains("--prot").contains("--port");
        assertThat(run("demo", "--for", "a while")).isEqualTo(2);
        assertThat(err.toString()).contains("expected one such as 60s");
        assertThat(run("demo", "--port", "70000")).isEqualTo(2);
        assertThat(err.toString()).contains("expected a number from 0 to 65535");
    }

    @Test
    void wrongSettingsAreToldAtOnceWithExitCodeTwoAndNoStackTrace() {
        assertThat(run("serve", "--set", "journey.http.port=x", "--set", "journey.streams.threads=0"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("journey.http.port = x (--set): expected a number from 0 to 65535")
                .contains("journey.streams.threads = 0 (--set): expected a number from 1 to 256")
                .doesNotContain("\tat ");
        assertThat(run("serve", "--config", "missing.properties")).isEqualTo(2);
        assertThat(err.toString()).contains("--config missing.properties: does not exist");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    redrive --max many                             | '--max': 'many'; expected a whole number
                    redrive --max 0                                | --max 0: expected a number from 1
                    redrive --reason bad                           | --reason bad: expected one of undecodable
                    redrive --since yesterday                      | 'yesterday' is no moment; expected one such as
                    tail --set kafka.bootstrap.servers=a:99999     | kafka.bootstrap.servers = a:99999: expected host:port
                    tail --set schema.registry.url=nonsense        | schema.registry.url = nonsense: expected an address
                    tail --set schema.registry.url=mock://a        | a registry inside the process that made it
                    tail --customer=                               | --customer: is blank; expected a customer's id
                    tail ann                                       | 'ann'
                    simulate --to http://a --key k --visitors few  | '--visitors': 'few'; expected a whole number
                    simulate --to http://a --key k --speed fast    | '--speed': 'fast'; expected a number, such as 2.5
                    simulate --to http://a --key k --speed 0       | --speed 0.0: expected more than 0
                    simulate --to a:80 --key k                     | --to a:80: is no address of an intake; expected
                    simulate --to http://a --key env:NO_SUCH       | there is no environment variable NO_SUCH
                    import a.csv --to http://a                     | Missing required option: '--key=KEY'
                    import a.csv --to http://a --key k             | a.csv: no such file
                    """)
    void whatIsMistypedIsToldWithWhatWasExpected(String words, String told) {
        assertThat(run(words.split(" +"))).isEqualTo(2);
        assertThat(err.toString().lines().findFirst())
                .hasValueSatisfying(line -> assertThat(line).contains(told));
        assertThat(err.toString()).doesNotContain("\tat ");
    }

    @Test
    void withoutABrokerServeSaysSoWithinTenSeconds() throws IOException {
        String nobody = "127.0.0.1:" + freePort();
        Instant began = Instant.now();
        assertThat(run("serve", "--set", "kafka.bootstrap.servers=" + nobody, "--set", "journey.http.port=0"))
                .isEqualTo(1);
        assertThat(err.toString())
                .contains("No Kafka broker answered at " + nobody)
                .contains("kafka.bootstrap.servers")
                .doesNotContain("\tat ");
        assertThat(Duration.between(began, Instant.now())).isLessThan(Promised.within(Duration.ofSeconds(10)));
    }

    @Test
    void aMapThatIsNoneIsToldLineByLineBeforeABrokerIsAsked(@TempDir Path directory) throws IOException {
        Path map = Files.writeString(directory.resolve("map.yaml"), "language: 1\njourney: x\nstagse: []\n");
        assertThat(run("publish", map.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("map.yaml:3").contains("stagse");
        assertThat(run("serve", "--journey", directory.resolve("none.yaml").toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("none.yaml: does not exist; expected a journey map");
        assertThat(run("publish", directory.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("is a directory; expected a journey map");
    }

    @Test
    void completionAndTopologyArePrinted() {
        assertThat(run("completion")).isZero();
        assertThat(out.toString()).contains("complete -F _complete_journey");
        assertThat(run("topology", "--set", "journey.topics.prefix=eu-")).isZero();
        assertThat(out.toString()).contains("topics: [eu-touchpoints]");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private int run(String... arguments) {
        CommandLine line = Main.commandLine(new StopSignal());
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    @Test
    void aFolderForResultsThatIsNoneIsTold(@TempDir Path folder) throws IOException {
        Path map =
                Files.writeString(folder.resolve("map.yaml"), "journey: shop\nstages: [{id: a, enter: {event: A}}]\n");
        Path log = Files.writeString(folder.resolve("shop.csv"), "who,what,when\n");
        assertThat(replay(map, log, log)).isEqualTo(2);
        assertThat(err.toString()).contains("--out " + log + ": is a file; expected a folder");
        assertThat(replay(map, log, log.resolve("below"))).isEqualTo(2);
        assertThat(err.toString()).contains(": cannot be made (").contains("expected a folder to write into");
        assertThat(replay(map, log, folder.resolve("out"))).isEqualTo(2);
        assertThat(err.toString()).contains(log + ": has no rows; expected one event or more");
    }

    private int replay(Path map, Path log, Path out) {
        return run(
                "replay",
                log.toString(),
                "--journey",
                map.toString(),
                "--customer",
                "who",
                "--event",
                "what",
                "--time",
                "when",
                "--engine-only",
                "--out",
                out.toString());
    }

    @Test
    void anErrorThatNobodyExpectsEndsACommandWithALineToo() {
        CommandLine line = Main.commandLine(new StopSignal());
        line.setErr(new PrintWriter(err, true));
        line.addSubcommand(new Overflowing());
        assertThat(line.execute("overflow")).isEqualTo(1);
        assertThat(err.toString())
                .startsWith("Unexpected: java.lang.StackOverflowError")
                .doesNotContain("\tat ");
    }

    @CommandLine.Command(name = "overflow")
    private static final class Overflowing implements Runnable {

        @Override
        public void run() {
            throw new StackOverflowError();
        }
    }
}
