package io.journeytracker.delivery.targets;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Debian's Alertmanager, alone and at a free port, that groups by stage and tells a desk by webhook. */
final class AlertmanagerProcess implements AutoCloseable {

    private static final String PROGRAM = "prometheus-alertmanager";
    private static final Pattern LISTENING = Pattern.compile("address=127\\.0\\.0\\.1:(\\d+)");
    private static final int PATIENCE_SECONDS = 60;

    private final Process process;
    private final CompletableFuture<Integer> port = new CompletableFuture<>();

    static boolean isThere() {
        return Stream.of(System.getenv("PATH").split(":")).anyMatch(path -> Files.isExecutable(Path.of(path, PROGRAM)));
    }

    AlertmanagerProcess(Path directory, URI desk) throws IOException {
        Path configuration = Files.writeString(directory.resolve("alertmanager.yml"), """
                route:
                  receiver: desk
                  group_by: [stage]
                  group_wait: 300ms
                  group_interval: 500ms
                  repeat_interval: 1h
                receivers:
                  - name: desk
                    webhook_configs:
                      - url: "%s"
                        send_resolved: true
                """.formatted(desk));
        process = new ProcessBuilder(
                        PROGRAM,
                        "--config.file=" + configuration,
                        "--storage.path=" + directory.resolve("alertmanager"),
                        "--web.listen-address=127.0.0.1:0",
                        "--cluster.listen-address=")
                .redirectErrorStream(true)
                .start();
        Thread reader = new Thread(this::read, "alertmanager-output");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher listening = LISTENING.matcher(line);
                if (listening.find() && !listening.group(1).equals("0")) {
                    port.complete(Integer.valueOf(listening.group(1)));
                }
            }
        } catch (IOException over) {
            // The process has ended.
        }
    }

    String url() {
        try {
            return "http://127.0.0.1:" + port.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            close();
            throw new IllegalStateException("Alertmanager did not come up in " + PATIENCE_SECONDS + " s", e);
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while Alertmanager came up", e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
