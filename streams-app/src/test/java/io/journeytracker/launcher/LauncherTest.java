package io.journeytracker.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, installed without the sources, with a program of its own that tells what it was given. */
@Tag("cli")
class LauncherTest {

    private static final String GIVEN = "given topology greeting null\n";

    @TempDir
    private Path folder;

    private Path home;

    @BeforeEach
    void install() throws IOException {
        home = Files.createDirectories(folder.resolve("a folder with spaces"));
        Path launcher = Path.of(System.getProperty("journey.root", "..")).resolve("journey");
        Files.copy(launcher, home.resolve("journey")).toFile().setExecutable(true);
        TellingProgram.pack(folder, home.resolve("streams-app-1.jar"));
        Files.createDirectories(home.resolve("lib"));
    }

    @Test
    void passesItsArgumentsOnAsTheyAre() throws Exception {
        Outcome outcome = run(home.resolve("journey"), "validate", "my map.yaml", "*", "");
        assertThat(outcome.output()).isEqualTo("given validate|my map.yaml|*| greeting null\n");
        assertThat(outcome.exitCode()).isZero();
    }

    @Test
    void runsThroughLinksFromAnyFolder() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("a folder with spaces/journey"));
        Path linkToLink = Files.createSymbolicLink(folder.resolve("link-to-link"), link);
        assertThat(run(linkToLink, "--help").output()).startsWith("given --help ");
    }

    @Test
    void addsOptionsForTheVirtualMachine() throws Exception {
        ProcessBuilder builder = process(home.resolve("journey"), "topology");
        builder.environment().put("JOURNEY_JAVA_OPTS", "-Dgreeting=hello -Xmx64m");
        assertThat(outcome(builder).output()).isEqualTo("given topology greeting hello\n");
    }

    @Test
    void choosesTheCollectorUnlessToldAnother() throws Exception {
        assertThat(run("-Xlog:gc:file=" + folder.resolve("chosen")).exitCode()).isZero();
        assertThat(Files.readString(folder.resolve("chosen"))).contains("Using Parallel");
        assertThat(run("-XX:+UseSerialGC -Xlog:gc:file=" + folder.resolve("told"))
                        .exitCode())
                .isZero();
        assertThat(Files.readString(folder.resolve("told"))).contains("Using Serial");
    }

    @Test
    void namesThePortThatIsTakenAndTheOptionBeforeAnythingSlow() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(other.getLocalPort());
            for (String[] arguments :
                    new String[][] {{"demo", "--port", port}, {"demo", "--for", "60s", "--port=" + port}}) {
                Outcome outcome = run(home.resolve("journey"), arguments);
                assertThat(outcome.output())
                        .contains("Port " + port + " is taken")
                        .contains("--port");
                assertThat(outcome.exitCode()).isEqualTo(1);
            }
            assertThat(run(home.resolve("journey"), "demo", "--port", port, "--help")
                            .output())
                    .startsWith("given demo|");
        }
    }

    @Test
    void saysWhichJavaItExpectedWhereThereIsNone() throws Exception {
        ProcessBuilder builder = process(home.resolve("journey"), "topology");
        builder.environment().put("JAVA_HOME", folder.toString());
        Outcome outcome = outcome(builder);
        assertThat(outcome.output()).contains("JAVA_HOME is " + folder).contains("JDK 17 or newer");
        assertThat(outcome.exitCode()).isEqualTo(1);
    }

    @Test
    void refusesAJavaThatIsTooOld() throws Exception {
        Path old = Files.createDirectories(folder.resolve("old/bin"));
        Files.writeString(old.resolve("java"), "#!/bin/sh\nexit 9\n");
        old.resolve("java").toFile().setExecutable(true);
        Files.writeString(folder.resolve("old/release"), "JAVA_VERSION=\"11.0.2\"\n");
        ProcessBuilder builder = process(home.resolve("journey"), "topology");
        builder.environment().put("JAVA_HOME", folder.resolve("old").toString());
        assertThat(outcome(builder).output()).contains("is Java 11").contains("JDK 17 or newer");
    }

    @Test
    void readsClassesFromWhereTheBuildLaidThemOutAndFromTheJarsWhereItCannot() throws Exception {
        // Java itself leaves classes in folders with spaces where they are.
        home = Files.move(home, folder.resolve("folder"));
        Path classes = Files.createDirectories(home.resolve("lib-dev")).resolve("classes.jsa");
        Path made = folder.resolve("made.jsa");
        // The virtual machine says how it made them, which only the build hears.
        assertThat(run("-XX:ArchiveClassesAtExit=" + made).output()).contains(GIVEN);
        Files.move(made, classes);
        assertThat(run("").output()).isEqualTo(GIVEN);
        assertThat(sourceOfMain()).contains("shared objects file");

        home.resolve("streams-app-1.jar").toFile().setLastModified(0);
        assertThat(run("").output()).as("after the jar has changed").isEqualTo(GIVEN);
        assertThat(sourceOfMain()).contains("streams-app-1.jar");

        Files.delete(classes);
        Files.writeString(classes, "of another Java");
        assertThat(run("").output()).as("with what cannot be read").isEqualTo(GIVEN);
    }

    /** What the virtual machine says of where it found the program. */
    private String sourceOfMain() throws Exception {
        Path loads = folder.resolve("loads");
        assertThat(run("-Xlog:class+load:file=" + loads).exitCode()).isZero();
        return Files.readString(loads)
                .lines()
                .filter(line -> line.contains("io.journeytracker.app.Main "))
                .findFirst()
                .orElseThrow();
    }

    private Outcome run(String option) throws IOException, InterruptedException {
        ProcessBuilder builder = process(home.resolve("journey"), "topology");
        builder.environment().put("JOURNEY_JAVA_OPTS", option);
        return outcome(builder);
    }

    private static Outcome run(Path launcher, String... arguments) throws IOException, InterruptedException {
        return outcome(process(launcher, arguments));
    }

    private static ProcessBuilder process(Path launcher, String... arguments) {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().remove("JOURNEY_JAVA_OPTS");
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        return builder;
    }

    private static Outcome outcome(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(output, process.waitFor());
    }

    private record Outcome(String output, int exitCode) {}
}
