package io.journeytracker.query.fleet;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the other instances by HTTP. One that does not answer in time is away: nobody waits for it again until it answers a question
 * about nothing, which it is asked in the background.
 */
public final class HttpPeers implements Peers, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpPeers.class);
    private static final Duration CONNECT = Duration.ofMillis(500);
    private static final long AGAIN_MILLIS = 1_000;
    private static final long FORGET_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final String key;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .proxy(HttpClient.Builder.NO_PROXY)
            // Whoever it would lead to must not have the key.
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    /** Those away, with when they were asked for last. */
    private final ConcurrentHashMap<Address, Long> away = new ConcurrentHashMap<>();

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "peers-away");
        thread.setDaemon(true);
        return thread;
    });

    /** @param key by which instances know one another */
    public HttpPeers(String key) {
        this.key = key;
        timer.scheduleWithFixedDelay(this::askAgain, AGAIN_MILLIS, AGAIN_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public CompletableFuture<List<Share>> ask(Address address, Question question, Set<Integer> partitions) {
        if (away.computeIfPresent(address, (known, asked) -> System.nanoTime()) != null) {
            return CompletableFuture.completedFuture(List.of());
        }
        return send(address, question, partitions).exceptionally(failure -> {
            if (question.isLong() && isTimeout(failure)) {
                LOG.warn("Instance {} did not answer a long question in time", address);
            } else if (away.put(address, System.nanoTime()) == null) {
                LOG.warn("Instance {} does not answer, copies are asked instead: {}", address, failure.toString());
            }
            return List.of();
        });
    }

    private static boolean isTimeout(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof TimeoutException || cause instanceof HttpTimeoutException;
    }

    private CompletableFuture<List<Share>> send(Address address, Question question, Set<Integer> partitions) {
        HttpRequest request;
        try {
            request = HttpRequest.newBuilder(address.at(PeerRoutes.PATH))
                    .timeout(question.patience())
                    .header("Authorization", "Bearer " + key)
                    .header("Content-Type", PeerRoutes.CONTENT_TYPE)
                    .POST(BodyPublishers.ofByteArray(Wire.bytes(new Wire.Asked(question, partitions))))
                    .build();
        } catch (IllegalArgumentException noAddress) {
            return CompletableFuture.failedFuture(noAddress);
        }
        return http.sendAsync(request, BodyHandlers.ofByteArray())
                // The client's own timeout ends with the headers.
                .orTimeout(question.patience().toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(HttpPeers::shares);
    }

    private static List<Share> shares(HttpResponse<byte[]> response) {
        if (response.statusCode() != 200) {
            throw new IllegalStateException("it answered " + response.statusCode());
        }
        return Wire.shares(response.body());
    }

    private void askAgain() {
        away.forEach((address, asked) -> {
            if (System.nanoTime() - asked > FORGET_NANOS) {
                away.remove(address);
            } else {
                send(address, new Question.Totals(), Set.of()).thenAccept(back -> {
                    away.remove(address);
                    LOG.info("Instance {} answers again", address);
                });
            }
        });
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
