package io.journeytracker.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.journeytracker.launcher.Program.Outcome;
import io.journeytracker.launcher.Program.Running;
import io.journeytracker.testing.Measurements;
import io.journeytracker.testing.Promised;
import io.journeytracker.testing.ShopMap;
import io.journeytracker.testing.Sizes;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a newcomer meets it: the launcher, a process, words, an exit code. */
@Tag("cli")
class ProgramTest {

    private static final List<String> EVENTS = List.of("Viewed", "Viewed", "Added", "Added", "Ordered", "Looked");
    private static final String[] COLUMNS = {"--customer", "who", "--event", "what", "--time", "when"};

    @TempDir
    Path home;

    private Program program;

    @BeforeEach
    void install() throws IOException {
        program = new Program(home);
    }

    @Test
    void helpVersionAndCompletionArePrinted() throws Exception {
        Outcome help = program.run("--help");
        assertThat(help.exitCode()).isZero();
        assertThat(help.out())
                .contains("demo", "serve", "replay", "init", "validate", "publish", "tail", "topology")
                .contains("redrive", "import", "simulate");
        assertThat(program.run("--version").out()).matches("Journey Tracker \\d+\\.\\S+\\R");
    }

    @Test
    void aShellCompletesCommandsAndTheirOptions() throws Exception {
        Path script = Files.writeString(
                home.resolve("completion"), program.run("completion").out());
        assertThat(completed(script, "re")).containsExactlyInAnyOrder("replay", "redrive", "register");
        assertThat(completed(script, "demo", "--p")).containsExactly("--port");
        assertThat(completed(script, "replay", "--engine")).containsExactly("--engine-only");
    }

    /** What bash offers for the last of these words behind {@code journey}. */
    private static List<String> completed(Path script, String... words) throws Exception {
        String ask = """
                source "$1"
                shift
                COMP_WORDS=("$@")
                COMP_CWORD=$(($# - 1))
                COMP_LINE="$*"
                function=$(complete -p journey | sed 's/.*-F \\([^ ]*\\).*/\\1/')
                "$function"
                printf '%s\n' "${COMPREPLY[@]}"
                """;
        List<String> command = new ArrayList<>(List.of("bash", "-c", ask, "bash", script.toString(), "journey"));
        command.addAll(List.of(words));
        Process bash = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader offered = bash.inputReader(StandardCharsets.UTF_8)) {
            return offered.lines().map(String::strip).toList();
        }
    }

    @Test
    void itsClassesComeFromWhereTheBuildLaidThemOut() throws Exception {
        Path loads = home.resolve("loads");
        Outcome version = program.start(List.of("-Xlog:class+load:file=" + loads), "--version")
                .outcome();
        assertThat(version.all()).startsWith("Journey Tracker ").hasLineCount(1);
        assertThat(Files.readString(loads).lines())
                .anyMatch(line -> line.contains("io.journeytracker.app.Main ") && line.contains("shared objects file"));
    }

    @Test
    void aGoodMapIsValidAndABadOneIsToldWithFileAndLine() throws Exception {
        Path good = Files.writeString(home.resolve("good.yaml"), ShopMap.yaml(1));
        Path bad = Files.writeString(home.resolve("bad.yaml"), "language: 1\njourney: x\nstagse: []\n");

        assertThat(program.run("validate", good.toString()).exitCode()).isZero();
        Outcome refused = program.run("validate", bad.toString());
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains(bad + ":3").contains("stagse").doesNotContain("\tat ");
    }

    @Test
    void aReplayGivesTheSameBytesWithAndWithoutKafka() throws Exception {
        Path map = Files.writeString(home.resolve("map.yaml"), ShopMap.yaml("shop", 1, "30m"));
        Path log = Files.writeString(home.resolve("shop.csv"), log());

        Outcome engine = replay(log, map, "--engine-only", "--out", home.resolve("engine"));
        Outcome broker = replay(log, map, "--out", home.resolve("broker"));

        assertThat(engine.exitCode()).as(engine.all()).isZero();
        assertThat(broker.exitCode()).as(broker.all()).isZero();
        for (String result : List.of("summary.json", "stalls.csv", "alerts.jsonl", "rejected.csv")) {
            assertThat(home.resolve("broker").resolve(result))
                    .isNotEmptyFile()
                    .hasSameBinaryContentAs(home.resolve("engine").resolve(result));
        }
        assertThat(home.resolve("engine/rejected.csv")).content().contains("yesterday");
        assertThat(home.resolve("engine/stalls.csv")).content().hasLineCount(1 + stalls(engine));
    }

    @Test
    void aReplayThatMatchesNothingListsTheCommonestEventsAndTheWayOn() throws Exception {
        Path map = Files.writeString(home.resolve("map.yaml"), ShopMap.yaml(1));
        StringBuilder rows = new StringBuilder("who,what,when\n");
        for (int i = 0; i < 25; i++) {
            rows.append(("ann,event " + i + ",2026-01-01\n").repeat(i + 1));
        }
        Path log = Files.writeString(home.resolve("other.csv"), rows);

        Outcome outcome = replay(log, map, "--engine-only");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("25  event 24", " 6  event 5", "./journey init --from " + log);
        assertThat(outcome.err()).doesNotContain("  event 4\n");
    }

    @Test
    void whatIsMissingOrMistypedIsNamed() throws Exception {
        Path map = Files.writeString(home.resolve("map.yaml"), ShopMap.yaml(1));
        Path none = home.resolve("none.csv");

        Outcome missing = replay(none, map, "--engine-only");
        assertThat(missing.exitCode()).isEqualTo(2);
        assertThat(missing.err()).isEqualTo(none + ": no such file\n");

        Outcome mistyped = replay(none, map, "--enigne-only");
        assertThat(mistyped.exitCode()).isEqualTo(2);
        assertThat(mistyped.err()).contains("--enigne-only").doesNotContain("\tat ");
    }

    @Test
    void withoutABrokerServeSaysSoWithinTenSeconds() throws Exception {
        Instant began = Instant.now();
        String nobody = "127.0.0.1:" + freePort();
        Outcome outcome =
                program.run("serve", "--set", "kafka.bootstrap.servers=" + nobody, "--set", "journey.http.port=0");
        assertThat(Duration.between(began, Instant.now())).isLessThan(Promised.within(Duration.ofSeconds(10)));
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err())
                .contains("No Kafka broker answered at " + nobody)
                .doesNotContain("\tat ");
    }

    @Test
    void inProductionItServesAndSimulatesWithoutWhatIsThereForDevelopment(@TempDir Path elsewhere) throws Exception {
        Program production = Program.inProduction(elsewhere);
        assertThat(elsewhere.resolve("lib-dev")).doesNotExist();
        Outcome help = production.run("simulate", "--help");
        assertThat(help.exitCode()).as(help.all()).isZero();
        assertThat(help.out()).contains("--to", "--key", "--visitors");

        Outcome nowhere = production.run(
                "simulate", "--to", "http://127.0.0.1:" + freePort(), "--key", "demo", "--for", "2s", "--speed", "100");
        assertThat(nowhere.exitCode()).isEqualTo(1);
        assertThat(nowhere.err()).contains("nobody listens there", "0 touchpoints taken");
        assertThat(nowhere.all()).doesNotContain("NoClassDefFoundError", "ClassNotFoundException", "\tat ");

        Path sources = Files.writeString(elsewhere.resolve("sources.yaml"), "sources: [{name: shop, keys: some-key}]");
        String nobody = "127.0.0.1:" + freePort();
        Outcome serve = production.run(
                "serve",
                "--set",
                "kafka.bootstrap.servers=" + nobody,
                "--set",
                "journey.http.port=0",
                "--set",
                "journey.intake.port=0",
                "--set",
                "journey.intake.sources=" + sources);
        assertThat(serve.exitCode()).isEqualTo(1);
        assertThat(serve.err())
                .contains("No Kafka broker answered at " + nobody)
                .doesNotContain("\tat ");
    }

    /** It has other warnings than the oldest, and cannot use the classes that the build laid out on another. */
    @Test
    void theNewestJavaRunsItWithoutAWarningToo() throws Exception {
        String newest = System.getenv("JAVA_HOME_25");
        assumeTrue(newest != null, "no JDK 25 is named by the environment variable JAVA_HOME_25");
        Outcome outcome = program.on(newest).run("demo", "--port", "0", "--for", "5s");
        assertThat(outcome.exitCode()).as(outcome.all()).isZero();
        assertThat(outcome.out()).contains("Ready after", "The demo has ended.");
        assertThat(outcome.all()).doesNotContain("WARNING", "ERROR", "\tat ");
    }

    @Test
    void theDemoEndsByItselfAfterTheTimeGiven() throws Exception {
        long began = System.nanoTime();
        try (Running demo = program.start("demo", "--port", "0", "--for", "5s")) {
            await().atMost(Duration.ofSeconds(90))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> demo.told().contains("Ready after") || !demo.process().isAlive());
            double seconds = (System.nanoTime() - began) / 1e9;
            Outcome outcome = demo.outcome();
            assertThat(outcome.exitCode()).as(outcome.all()).isZero();
            assertThat(outcome.out()).contains("Ready after", "/metrics", "The demo has ended.");
            assertThat(outcome.err()).doesNotContain("ERROR", "\tat ");
            Measurements.record(
                    "Demo",
                    "%.1f s from the start of the launcher's process to \"Ready after\" (15 promised)".formatted(seconds));
            // In the ordinary build two other test processes have the processors too.
            assertThat(seconds).as("seconds until it was ready").isLessThan(Sizes.choose(90, 15));
        }
    }

    @Test
    void ctrlCEndsTheDemoCleanly() throws Exception {
        try (Running demo = program.start("demo", "--port", "0")) {
            await().atMost(Duration.ofSeconds(90)).until(() -> demo.told().contains("Ready after"));
            demo.interrupt();
            Outcome outcome = demo.outcome();
            assertThat(outcome.exitCode()).as(outcome.all()).isZero();
            assertThat(outcome.out()).contains("The demo has ended.");
            assertThat(outcome.err()).doesNotContain("ERROR", "\tat ");
        }
    }

    private Outcome replay(Path log, Path map, Object... more) throws Exception {
        List<String> words = new ArrayList<>(List.of("replay", log.toString(), "--journey", map.toString()));
        words.addAll(List.of(COLUMNS));
        for (Object word : more) {
            words.add(word.toString());
        }
        return program.run(words.toArray(String[]::new));
    }

    private static int stalls(Outcome replay) {
        return Integer.parseInt(replay.out()
                .lines()
                .filter(line -> line.contains(" stalls, "))
                .findFirst()
                .orElseThrow()
                .split(" ")[0]);
    }

    /** Forty customers over a week, one row that cannot be read. */
    private static String log() {
        Random random = new Random(7);
        Instant start = Instant.parse("2026-03-01T00:00:00Z");
        StringBuilder rows = new StringBuilder("who,what,when\nann,Viewed,yesterday\n");
        for (int i = 0; i < 400; i++) {
            rows.append("c")
                    .append(random.nextInt(40))
                    .append(',')
                    .append(EVENTS.get(random.nextInt(EVENTS.size())))
                    .append(',')
                    .append(start.plusSeconds(random.nextInt(7 * 86_400)))
                    .append('\n');
        }
        return rows.toString();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
