package io.journeytracker.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher among the sources: it builds what is missing or out of date. In Maven's place a script says Maven's lines, waits until the
 * test has seen what it wants to see, and lays down a program, or fails.
 */
@Tag("cli")
class LauncherBuildTest {

    private static final String MAVEN = """
            #!/bin/sh
            echo "$@" >>"%1$s/asked"
            echo '[INFO] Scanning for projects...'
            echo '[INFO] Building Journey Tracker 1.0.0-SNAPSHOT                              [1/4]'
            echo '[INFO] Downloaded from central: https://repo.example/some.jar (1 kB at 1 kB/s)'
            echo '[INFO] Building Journey Tracker: schemas 1.0.0-SNAPSHOT                     [2/4]'
            read -r outcome <"%1$s/outcome"
            if [ "$outcome" = fails ]; then
                echo '[ERROR] Failure: Main.java:[7,1] class, interface, or enum expected'
                echo '[ERROR] [Help 1] http://maven.example/help'
                exit 1
            fi
            mkdir -p "%2$s/lib" "%2$s/lib-dev"
            cp "%1$s/program.jar" "%2$s/streams-app-1.jar"
            """;

    private static final String GIVEN = "given topology greeting null\n";
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private Path root;
    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void layOut() throws Exception {
        root = Files.createDirectories(folder.resolve("the sources"));
        Files.copy(Path.of(System.getProperty("journey.root", "..")).resolve("journey"), root.resolve("journey"))
                .toFile()
                .setExecutable(true);
        for (String pom : List.of(
                "pom.xml", "schemas/pom.xml", "schemas/confluent/pom.xml", "streams-app/pom.xml", source())) {
            Files.createDirectories(root.resolve(pom).getParent());
            Files.writeString(root.resolve(pom), "");
        }
        Files.createDirectories(root.resolve("schemas/src/main"));
        TellingProgram.pack(folder, folder.resolve("program.jar"));
        Path maven = Files.createDirectories(folder.resolve("bin")).resolve("mvn");
        Files.writeString(maven, MAVEN.formatted(folder, root.resolve("streams-app/target/app")));
        maven.toFile().setExecutable(true);
        assertThat(new ProcessBuilder("mkfifo", folder.resolve("outcome").toString())
                        .start()
                        .waitFor())
                .isZero();
    }

    private static String source() {
        return "streams-app/src/main/java/Main.java";
    }

    @AfterEach
    void endWhatHangs() {
        started.forEach(process -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        });
    }

    @Test
    void buildsWhatIsMissingSayingHowFarItIsAndThenRuns() throws Exception {
        Process launcher = start("first");
        awaitSaid("first", "module 2 of 4 (Journey Tracker: schemas), 1 files downloaded");
        assertThat(said("first")).contains("Building Journey Tracker (the first time Maven downloads");
        answer("builds");
        assertThat(exitCode(launcher)).as(said("first")).isZero();
        assertThat(said("first")).contains("Built in ").endsWith(GIVEN);
        assertThat(asked()).singleElement().asString().contains("-Dmaven.test.skip=true package");
    }

    @Test
    void buildsOnlyWhatIsOutOfDate() throws Exception {
        Process first = start("first");
        answer("builds");
        assertThat(exitCode(first)).as(said("first")).isZero();

        assertThat(exitCode(start("second"))).isZero();
        assertThat(said("second")).isEqualTo(GIVEN);
        assertThat(asked()).hasSize(1);

        Files.setLastModifiedTime(root.resolve(source()), FileTime.from(Instant.now().plusSeconds(60)));
        Process third = start("third");
        answer("builds");
        assertThat(exitCode(third)).as(said("third")).isZero();
        assertThat(said("third")).contains("Built in ").endsWith(GIVEN);
        assertThat(asked()).hasSize(2);
    }

    @Test
    void aBuildThatFailsShowsTheEndOfItsLogAndIsTriedAgain() throws Exception {
        Process failing = start("failing");
        answer("fails");
        assertThat(exitCode(failing)).isEqualTo(1);
        assertThat(said("failing"))
                .contains("The build failed. The end of its log, which is " + root.resolve(".journey/build.log"))
                .contains("Main.java:[7,1] class, interface, or enum expected")
                .doesNotContain("Help 1", "given ");

        Process again = start("again");
        answer("builds");
        assertThat(exitCode(again)).as(said("again")).isZero();
        assertThat(said("again")).endsWith(GIVEN);
    }

    @Test
    void whoComesWhileAnotherBuildsWaitsForIt() throws Exception {
        Process first = start("first");
        awaitSaid("first", "module 2 of 4");
        Process second = start("second");
        awaitSaid("second", "Another ./journey (process " + first.pid() + ") is building; waiting for it.");
        answer("builds");
        assertThat(exitCode(first)).isZero();
        assertThat(exitCode(second)).isZero();
        assertThat(said("second")).endsWith(GIVEN).doesNotContain("Built in");
        assertThat(asked()).hasSize(1);
    }

    @Test
    void nobodyWaitsForABuilderThatIsGone() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Files.createSymbolicLink(
                Files.createDirectories(root.resolve(".journey")).resolve("building"),
                Path.of(Long.toString(gone.pid())));
        Process launcher = start("after");
        answer("builds");
        assertThat(exitCode(launcher)).isZero();
        assertThat(said("after")).endsWith(GIVEN);
    }

    @Test
    void aBuildThatIsInterruptedLeavesNothingLocked() throws Exception {
        Process launcher = start("interrupted");
        awaitSaid("interrupted", "module 2 of 4");
        List<ProcessHandle> maven = launcher.descendants().toList();
        launcher.destroy();
        assertThat(exitCode(launcher)).isEqualTo(130);
        // A link to a process's number leads nowhere, and so does not exist for most who ask.
        assertThat(Files.isSymbolicLink(root.resolve(".journey/building"))).isFalse();
        await().atMost(SOON).until(() -> maven.stream().noneMatch(ProcessHandle::isAlive));
    }

    private Process start(String name) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(root.resolve("journey").toString(), "topology")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name).toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment()
                .compute("PATH", (key, path) -> folder.resolve("bin") + ":" + Objects.requireNonNull(path));
        builder.environment().remove("JOURNEY_JAVA_OPTS");
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private String said(String name) throws IOException {
        return Files.readString(folder.resolve(name), StandardCharsets.UTF_8);
    }

    private void awaitSaid(String name, String words) {
        await().atMost(SOON).until(() -> said(name).contains(words));
    }

    /** Once somebody asks: until then nobody reads it. */
    private void answer(String outcome) throws IOException, InterruptedException {
        Process writer = new ProcessBuilder("sh", "-c", "echo \"$1\" >\"$2\"", "sh", outcome, folder.resolve("outcome")
                        .toString())
                .start();
        started.add(writer);
        assertThat(exitCode(writer)).isZero();
    }

    private static int exitCode(Process process) throws InterruptedException {
        assertThat(process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS))
                .as("it ended")
                .isTrue();
        return process.exitValue();
    }

    /** What Maven was asked, once a line. */
    private List<String> asked() throws IOException {
        return Files.readAllLines(folder.resolve("asked"));
    }
}
