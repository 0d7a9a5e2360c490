package io.journeytracker.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A Java process with this one's class path, which says on standard output where it serves. It is there to be killed. */
final class ChildJvm {

    /** What a line begins with that says where the process serves. */
    static final String SERVING = "serving at ";

    private static final int PATIENCE_SECONDS = 120;

    private final String name;
    private final Process process;
    private final CompletableFuture<String> address = new CompletableFuture<>();

    private ChildJvm(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    /** @param name for messages */
    static ChildJvm start(String name, Class<?> main, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:-BytecodeVerificationRemote",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(arguments);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            ChildJvm child = new ChildJvm(name, process);
            Thread reader = new Thread(child::read, name + "-output");
            reader.setDaemon(true);
            reader.start();
            return child;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start the " + name, e);
        }
    }

    /** Waits until the process serves. */
    String address() {
        try {
            return address.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            kill();
            throw new IllegalStateException("The " + name + " did not come up in " + PATIENCE_SECONDS + " s", e);
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the " + name + " came up", e);
        }
    }

    /** Ends the process at once, as {@code kill -9} does, and waits until it is gone. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Sends the process a signal by its name. */
    void signal(String name) {
        try {
            int exit = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IllegalStateException("kill -" + name + " failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot signal the " + this.name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    /** Reads to the end, also after the answer: a full pipe would stop the process. */
    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith(SERVING)) {
                    address.complete(line.substring(SERVING.length()));
                } else {
                    System.out.println(name + ": " + line);
                }
            }
            address.completeExceptionally(new IllegalStateException("It ended before it served"));
        } catch (IOException e) {
            address.completeExceptionally(e);
        }
    }
}
