package io.journeytracker.testing;

import io.journeytracker.dev.EmbeddedBroker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An {@link EmbeddedBroker} as a process of its own, to be killed in tests. It ends when the test's process does. */
public final class BrokerProcess implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 60;

    private final Path dataDir;
    private int port;
    private Process process;

    private BrokerProcess(Path dataDir) {
        this.dataDir = dataDir;
    }

    /** Starts the process and waits until its broker serves. The data stays in {@code dataDir}. */
    public static BrokerProcess start(Path dataDir) {
        BrokerProcess broker = new BrokerProcess(dataDir);
        broker.startAgain();
        return broker;
    }

    /** Where clients connect; the same after {@link #startAgain()}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Ends the process at once, as {@code kill -9} does, and waits until it is gone. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Starts the process again after {@link #kill()}, on the same port and data. */
    public void startAgain() {
        try {
            process = new ProcessBuilder(List.of(
                            ProcessHandle.current().info().command().orElse("java"),
                            "-Xmx256m",
                            "-XX:+UseSerialGC",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Child.class.getName(),
                            dataDir.toString(),
                            Integer.toString(port)))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start a broker process", e);
        }
        port = readPort();
    }

    /** Ends the process; its data stays. */
    @Override
    public void close() {
        kill();
    }

    private int readPort() {
        CompletableFuture<Integer> answer = new CompletableFuture<>();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        Thread reader = new Thread(() -> read(output, answer), "broker-process-output");
        reader.setDaemon(true);
        reader.start();
        try {
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            kill();
            throw new IllegalStateException("The broker process did not come up in " + PATIENCE_SECONDS + " s", e);
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the broker process came up", e);
        }
    }

    /** Reads to the end, also after the answer: a full pipe would stop the process. */
    private static void read(BufferedReader output, CompletableFuture<Integer> answer) {
        try (output) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith(Child.SERVING)) {
                    answer.complete(Integer.parseInt(line.substring(Child.SERVING.length())));
                } else {
                    System.out.println("broker process: " + line);
                }
            }
            answer.completeExceptionally(new IllegalStateException("It ended before it served"));
        } catch (IOException e) {
            answer.completeExceptionally(e);
        }
    }

    /** What runs in the process. */
    public static final class Child {

        static final String SERVING = "serving on port ";

        private Child() {}

        /** Serves until standard input ends, which it does with the process that started this one. */
        public static void main(String[] args) throws IOException {
            int port = Integer.parseInt(args[1]);
            try (EmbeddedBroker broker = EmbeddedBroker.start(Path.of(args[0]), Map.of(), port)) {
                System.out.println(SERVING + broker.bootstrapServers().split(":")[1]);
                while (System.in.read() >= 0) {
                    continue;
                }
            }
        }
    }
}
