package io.journeytracker.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.sse.SseClient;
import io.journeytracker.http.RefusedRequestException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells those who watch a map of every change, by server-sent events named {@code map}. All who watch the same map are told the same
 * answer, which is made once. Nobody waits for somebody who reads slowly: they miss what they have no time for, and get the newest.
 */
final class MapEvents implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MapEvents.class);
    private static final long EVERY_MILLIS = 200;
    /** A map of a window is read out of the stores. */
    private static final int WINDOW_TURNS = 25;

    static final int MOST = 200;

    private final Function<MapRequest, ObjectNode> answers;
    private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "map-events"));
    private final ExecutorService senders = Executors.newCachedThreadPool(work -> daemon(work, "map-event-sender"));
    private boolean started;
    private long turn;

    private static final class Watcher {
        private final SseClient client;
        private final MapRequest request;
        private final AtomicBoolean sending = new AtomicBoolean();
        private volatile String last = "";

        private Watcher(SseClient client, MapRequest request) {
            this.client = client;
            this.request = request;
        }
    }

    MapEvents(Function<MapRequest, ObjectNode> answers) {
        this.answers = answers;
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Keeps the client, and tells it the map as it is. */
    void add(SseClient client, MapRequest request) {
        if (watchers.size() >= MOST) {
            client.sendEvent("full", "{\"most\":" + MOST + "}");
            client.close();
            return;
        }
        Watcher watcher = new Watcher(client, request);
        client.keepAlive();
        client.onClose(() -> watchers.remove(watcher));
        watchers.add(watcher);
        start();
        send(watcher, answer(request));
    }

    private synchronized void start() {
        if (!started) {
            started = true;
            timer.scheduleWithFixedDelay(this::turn, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void turn() {
        boolean windows = ++turn % WINDOW_TURNS == 0;
        Map<MapRequest, String> made = new HashMap<>();
        for (Watcher watcher : watchers) {
            if (windows || watcher.request.window().isAll()) {
                send(watcher, made.computeIfAbsent(watcher.request, this::answer));
            }
        }
    }

    /** Empty while the state cannot be read: whoever watches keeps what was told last, with its time. */
    private String answer(MapRequest request) {
        try {
            return answers.apply(request).toString();
        } catch (RefusedRequestException unavailable) {
            return "";
        } catch (RuntimeException e) {
            LOG.error("The map could not be told to those who watch it", e);
            return "";
        }
    }

    private void send(Watcher watcher, String answer) {
        if (answer.isEmpty() || answer.equals(watcher.last) || !watcher.sending.compareAndSet(false, true)) {
            return;
        }
        try {
            senders.execute(() -> {
                try {
                    watcher.client.sendEvent("map", answer);
                    watcher.last = answer;
                } finally {
                    watcher.sending.set(false);
                }
            });
        } catch (RejectedExecutionException closing) {
            watcher.sending.set(false);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        watchers.forEach(watcher -> watcher.client.close());
        senders.shutdownNow();
    }
}
