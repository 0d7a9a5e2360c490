package io.journeytracker.grafana;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program of the system: run to its end, or in the background until it is closed, at the latest when this process is asked to end. Tests are
 * skipped where it is not installed.
 */
final class Program implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Not ended yet: an interrupted build leaves none of them. */
    private static final Set<Process> OPEN = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> OPEN.forEach(Program::kill), "end-programs-left-by-tests"));
    }

    private final Process process;

    private Program(Process process) {
        this.process = process;
    }

    /** How a run ended. */
    record Ended(int code, String output) {}

    /** Skips the test unless all of these are installed. */
    static void require(String... programs) {
        for (String program : programs) {
            boolean found = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                    .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
            assumeTrue(
                    found,
                    "no " + program + " here; install Debian's prometheus, prometheus-alertmanager and docker-compose");
        }
    }

    /** Runs it to its end. @return with all that it has printed */
    static Ended run(Path folder, String... command) {
        Path output = null;
        try {
            output = Files.createTempFile("program", ".output");
            int code = code(builder(folder, output, command).redirectErrorStream(true));
            return new Ended(code, Files.readString(output));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            delete(output);
        }
    }

    /** Whether it ends within the time, and well; it is ended by force if it does not. */
    static boolean succeeds(Path folder, Duration atMost, List<String> command) {
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
            OptionalInt code = code(builder.redirectOutput(ProcessBuilder.Redirect.DISCARD), atMost);
            return code.isPresent() && code.getAsInt() == 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a program writes for others to read, without its warnings; an exception has them if it fails. */
    static String read(Path folder, String... command) {
        Path output = null;
        Path errors = null;
        try {
            output = Files.createTempFile("program", ".output");
            errors = Files.createTempFile("program", ".errors");
            int code = code(builder(folder, output, command).redirectError(errors.toFile()));
            if (code != 0) {
                throw new IllegalStateException(command[0] + " ended with " + code + ": " + Files.readString(errors));
            }
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            delete(output);
            delete(errors);
        }
    }

    private static ProcessBuilder builder(Path folder, Path output, String... command) {
        return new ProcessBuilder(command).directory(folder.toFile()).redirectOutput(output.toFile());
    }

    private static int code(ProcessBuilder builder) throws IOException {
        return code(builder, PATIENCE)
                .orElseThrow(() -> new IllegalStateException(
                        String.join(" ", builder.command()) + " did not end within " + PATIENCE.toSeconds() + " s"));
    }

    private static OptionalInt code(ProcessBuilder builder, Duration atMost) throws IOException {
        try (Program program = new Program(opened(builder))) {
            program.process.getOutputStream().close();
            OptionalInt code = program.ended(atMost);
            if (code.isEmpty()) {
                kill(program.process);
            }
            return code;
        }
    }

    private static void delete(Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Process opened(ProcessBuilder builder) throws IOException {
        Process process = builder.start();
        OPEN.add(process);
        return process;
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** @param log where its output goes */
    static Program start(Path log, List<String> command) {
        return start(log, command, System.getenv());
    }

    /** @param environment all that it has */
    static Program start(Path log, List<String> command, Map<String, String> environment) {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            return new Program(opened(builder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for its end. @return its exit code; empty: it runs still */
    OptionalInt ended(Duration atMost) {
        try {
            return process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)
                    ? OptionalInt.of(process.exitValue())
                    : OptionalInt.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Asks it to end, as Compose does. */
    void terminate() {
        process.destroy();
    }

    /** Ends it, by force if it takes long or the test is interrupted, and waits until it is gone. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                kill(process);
                process.onExit()
                        .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                        .join();
            }
            OPEN.remove(process);
        } catch (InterruptedException e) {
            kill(process);
            Thread.currentThread().interrupt();
        }
    }
}
