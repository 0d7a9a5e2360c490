package io.journeytracker.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A real schema registry as a process of its own: Apicurio Registry with its data in memory, on a port that the system
 * chooses. It speaks Confluent's protocol under {@link #url()}. The build unpacks it into the folder named by system
 * property {@code journey.registry}.
 */
public final class RegistryProcess implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 120;
    private static final int REMEMBERED_LINES = 30;
    private static final Pattern LISTENING = Pattern.compile("Listening on: http://[^ ]*:(\\d+)");

    private final Process process;
    private final ConcurrentLinkedDeque<String> lastLines = new ConcurrentLinkedDeque<>();
    private final CompletableFuture<Integer> port = new CompletableFuture<>();

    private RegistryProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts the registry and waits until it serves.
     *
     * @throws IllegalStateException with the end of its log if it does not
     */
    public static RegistryProcess start() {
        Path folder = Path.of(System.getProperty("journey.registry", "target/registry"));
        RegistryProcess registry = new RegistryProcess(launch(folder, runner(folder)));
        Thread reader = new Thread(registry::read, "registry-output");
        reader.setDaemon(true);
        reader.start();
        registry.awaitPort();
        return registry;
    }

    /** Where the registry serves Confluent's protocol: the value of {@code schema.registry.url}. */
    public String url() {
        return "http://127.0.0.1:" + port.join() + "/apis/ccompat/v7";
    }

    /** Ends the process and waits until it is gone; its data is gone too. */
    @Override
    public void close() {
        process.destroy();
        process.onExit()
                .completeOnTimeout(process, 10, TimeUnit.SECONDS)
                .thenAccept(Process::destroyForcibly)
                .join();
    }

    private static Path runner(Path folder) {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith("-runner.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("No registry in " + folder.toAbsolutePath()));
        } catch (IOException e) {
            throw new IllegalStateException(
                    "No registry in " + folder.toAbsolutePath() + "; mvn pre-integration-test puts it there", e);
        }
    }

    private static Process launch(Path folder, Path runner) {
        try {
            return new ProcessBuilder(List.of(
                            ProcessHandle.current().info().command().orElse("java"),
                            "-Xmx512m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UnlockDiagnosticVMOptions",
                            "-XX:-BytecodeVerificationRemote",
                            "-Dquarkus.http.host=127.0.0.1",
                            "-Dquarkus.http.port=0",
                            "-jar",
                            runner.toAbsolutePath().toString()))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start the registry", e);
        }
    }

    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lastLines.add(line);
                if (lastLines.size() > REMEMBERED_LINES) {
                    lastLines.remove();
                }
                Matcher listening = LISTENING.matcher(line);
                if (listening.find()) {
                    port.complete(Integer.valueOf(listening.group(1)));
                }
            }
        } catch (IOException e) {
            lastLines.add("its output ended: " + e.getMessage());
        }
        port.completeExceptionally(new IllegalStateException("it ended"));
    }

    private void awaitPort() {
        try {
            port.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(e);
        }
    }

    private IllegalStateException failed(Exception cause) {
        close();
        return new IllegalStateException(
                "The registry does not serve. Its last lines:\n" + String.join("\n", lastLines), cause);
    }
}
