package io.journeytracker.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.journeytracker.runtime.StopSignal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The command demo in a thread of its own, until it is told to end. */
final class RunningDemo {

    private static final Pattern ADDRESS = Pattern.compile("(http://\\S+)/metrics");
    private static final String READY = "Ready after";
    private static final long PATIENCE_SECONDS = 60;

    private final Terminal out = new Terminal();
    private final StringWriter err = new StringWriter();
    private final StopSignal stop = new StopSignal();
    private final CompletableFuture<Integer> code;

    private RunningDemo(int port, List<String> more) {
        List<String> words = new ArrayList<>(List.of("demo", "--port", String.valueOf(port)));
        words.addAll(more);
        CommandLine line = Main.commandLine(stop);
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        // In a thread of its own: on two cores Java 25 has one common thread, for all that is asynchronous.
        code = CompletableFuture.supplyAsync(
                () -> line.execute(words.toArray(new String[0])), task -> new Thread(task, "demo").start());
    }

    /** What is printed, and when some words were printed first. */
    private static final class Terminal extends StringWriter {

        private final Map<String, Instant> first = new ConcurrentHashMap<>();

        @Override
        public void write(String text, int from, int length) {
            Stream.of(READY, " STALL ", " CHURN ")
                    .filter(text::contains)
                    .forEach(word -> first.putIfAbsent(word, Instant.now()));
            super.write(text, from, length);
        }
    }

    static RunningDemo on(int port) {
        return new RunningDemo(port, List.of());
    }

    /** On a free port, ready. */
    static RunningDemo started(List<String> options) {
        RunningDemo demo = new RunningDemo(0, options);
        await().atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> assertThat(demo.told() + demo.errors()).contains(READY, "Ctrl-C ends the demo"));
        return demo;
    }

    String told() {
        return out.toString();
    }

    String errors() {
        return err.toString();
    }

    /** How long after it was ready a word was printed first; waits for it, two minutes at most. */
    Duration untilFirst(String word) {
        await(word).atMost(Duration.ofMinutes(2)).until(() -> out.first.containsKey(word));
        return Duration.between(out.first.get(READY), out.first.get(word));
    }

    String address() {
        Matcher address = ADDRESS.matcher(told());
        assertThat(address.find()).isTrue();
        return address.group(1);
    }

    /** Posts a touchpoint with the demo's key; the answer's status. */
    int send(String touchpoint) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address() + "/v1/touchpoints"))
                .header("Authorization", "Bearer demo")
                .POST(HttpRequest.BodyPublishers.ofString(touchpoint))
                .build();
        try {
            return HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Tells it to end, unless it has; its exit code. */
    int ended() {
        stop.request();
        return code.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }
}
