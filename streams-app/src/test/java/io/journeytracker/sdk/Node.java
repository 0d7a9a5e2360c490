package io.journeytracker.sdk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** The Node project under {@code src/test/node}, installed once into {@code target/node}. */
public final class Node {

    private static final Path SOURCES = Path.of("src/test/node");
    private static final Path PROJECT = Path.of("target/node").toAbsolutePath();
    private static final int OLDEST = 20;
    private static final int INSTALL_SECONDS = 300;
    private static final int RUN_SECONDS = 900;
    private static final String TOLD = "told ";

    private Node() {}

    /** Why its programs cannot run here; empty if they can. */
    public static Optional<String> missing() {
        if (onPath("node").isEmpty() || onPath("npm").isEmpty()) {
            return Optional.of("no Node here: install nodejs (" + OLDEST + " or newer) and npm");
        }
        String version =
                run(Path.of("."), List.of("node", "--version"), "", RUN_SECONDS).strip();
        return Integer.parseInt(version.replaceFirst("^v(\\d+).*", "$1")) < OLDEST
                ? Optional.of("Node " + version + " is too old: install nodejs " + OLDEST + " or newer")
                : Optional.empty();
    }

    /** The browser; empty if none is here. */
    public static Optional<String> chromium() {
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> onPath(name).stream())
                .findFirst();
    }

    /** What drives it, of the same version; empty if none is here. */
    static Optional<String> chromeDriver() {
        return onPath("chromedriver");
    }

    /** Copies the project, and installs what its lock file names unless that has been done; once, whatever other JVM of the tests wants it too. */
    public static synchronized void install() {
        Path locked = PROJECT.resolveSibling("node.lock");
        try (FileChannel channel = FileChannel.open(locked, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                Stream<Path> files = Files.walk(SOURCES)) {
            // Held until the channel is closed.
            channel.lock();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = PROJECT.resolve(SOURCES.relativize(file));
                Files.createDirectories(copy.getParent());
                if (!Files.exists(copy) || Files.mismatch(file, copy) >= 0) {
                    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                }
            }
            Path lock = PROJECT.resolve("package-lock.json");
            Path installed = PROJECT.resolve("installed-lock.json");
            if (!Files.exists(installed) || Files.mismatch(lock, installed) >= 0) {
                run(PROJECT, List.of("npm", "ci"), "", INSTALL_SECONDS);
                Files.copy(lock, installed, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The Node project could not be copied", e);
        }
    }

    /**
     * Runs a program of the project to its end.
     *
     * @param given on standard input
     * @return what it told, in that order
     * @throws IllegalStateException with its output if it fails or does not end in time
     */
    public static List<JsonNode> run(String program, JsonNode given) {
        return told(run(PROJECT, List.of("node", program), given.toString(), RUN_SECONDS));
    }

    /**
     * Runs a program of the project that goes on until its standard input ends.
     *
     * @param enough whether it may end; asked again and again, until it is so or time is up
     */
    static List<JsonNode> run(String program, JsonNode given, Callable<Boolean> enough) {
        try {
            Process process = start(PROJECT, List.of("node", program));
            CompletableFuture<String> output = output(process);
            try (var stdin = process.outputWriter(StandardCharsets.UTF_8)) {
                stdin.write(given + "\n");
                stdin.flush();
                Awaitility.await()
                        .atMost(Duration.ofSeconds(RUN_SECONDS))
                        .pollInterval(Duration.ofMillis(200))
                        .until(() -> !process.isAlive() || enough.call());
            } catch (ConditionTimeoutException missing) {
                // What is missing the test will say.
            }
            return told(end(process, output, program, RUN_SECONDS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<JsonNode> told(String output) {
        List<JsonNode> told = new ArrayList<>();
        for (String line : output.split("\n")) {
            if (line.startsWith(TOLD)) {
                told.add(parse(line.substring(TOLD.length())));
            }
        }
        return told;
    }

    private static JsonNode parse(String json) {
        try {
            return new JsonMapper().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String run(Path folder, List<String> command, String input, int seconds) {
        try {
            Process process = start(folder, command);
            CompletableFuture<String> output = output(process);
            try (var stdin = process.outputWriter(StandardCharsets.UTF_8)) {
                stdin.write(input);
            }
            return end(process, output, String.join(" ", command), seconds);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Process start(Path folder, List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
    }

    private static CompletableFuture<String> output(Process process) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                return e.toString();
            }
        });
    }

    private static String end(Process process, CompletableFuture<String> output, String name, int seconds) {
        try {
            boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
            if (!ended) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            if (!ended || process.exitValue() != 0) {
                throw new IllegalStateException(
                        name + (ended ? " failed:\n" : " did not end in " + seconds + " s:\n") + output.join());
            }
            return output.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Optional<String> onPath(String program) {
        return Arrays.stream(
                        Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }
}
