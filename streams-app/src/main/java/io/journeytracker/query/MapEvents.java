package io.journeytracker.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.sse.SseClient;
import io.journeytracker.http.RefusedRequestException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells those who watch a map of every change, by server-sent events named {@code map}. All who watch the same map are told the same
 * answer, which is made once. Nobody waits for somebody who reads slowly: they miss what they have no time for, and get the newest.
 */
final class MapEvents implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MapEvents.class);
    private static final long EVERY_MILLIS = 200;
    /**
     * A map of a window is read out of the stores. From the end of one turn to the begin of the next: where reading takes long, they are
     * told less often.
     */
    private static final long WINDOW_EVERY_MILLIS = 1_500;

    static final int MOST = 200;
    /** Different ones: each reads again what was written since. */
    static final int MOST_WINDOWS = 10;

    private final Function<MapRequest, ObjectNode> answers;
    private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "map-events"));
    /** Of its own, so that what takes long does not hold up the others. */
    private final ScheduledExecutorService windowTimer =
            Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "map-window-events"));

    private final ExecutorService senders = Executors.newCachedThreadPool(work -> daemon(work, "map-event-sender"));
    private boolean started;

    private static final class Watcher {
        private final SseClient client;
        private final Supplier<MapRequest> now;
        private final boolean window;
        private final AtomicBoolean sending = new AtomicBoolean();
        private volatile String last = "";

        private Watcher(SseClient client, Supplier<MapRequest> now) {
            this.client = client;
            this.now = now;
            this.window = !now.get().window().isAll();
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

    /**
     * Keeps the client, and tells it the map as it is; or tells it by an event {@code full} of what there are too many.
     *
     * @param now what is asked for, asked again each time since another version may be active by then
     */
    void add(SseClient client, Supplier<MapRequest> now) {
        Watcher watcher = new Watcher(client, now);
        client.onClose(() -> watchers.remove(watcher));
        Optional<String> full = admit(watcher);
        if (full.isPresent()) {
            client.sendEvent("full", full.get());
            client.close();
            return;
        }
        client.keepAlive();
        send(watcher, answer(now.get()));
    }

    private synchronized Optional<String> admit(Watcher watcher) {
        if (watchers.size() >= MOST) {
            return Optional.of("{\"of\":\"watchers\",\"most\":" + MOST + "}");
        }
        if (watcher.window) {
            Set<MapRequest> windows = new HashSet<>();
            watchers.stream().filter(each -> each.window).forEach(each -> windows.add(each.now.get()));
            if (windows.size() >= MOST_WINDOWS && !windows.contains(watcher.now.get())) {
                return Optional.of("{\"of\":\"windows\",\"most\":" + MOST_WINDOWS + "}");
            }
        }
        watchers.add(watcher);
        if (!started) {
            started = true;
            timer.scheduleWithFixedDelay(() -> turn(false), EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
            windowTimer.scheduleWithFixedDelay(
                    () -> turn(true), WINDOW_EVERY_MILLIS, WINDOW_EVERY_MILLIS, TimeUnit.MILLISECONDS);
        }
        return Optional.empty();
    }

    private void turn(boolean windows) {
        Map<MapRequest, String> made = new HashMap<>();
        for (Watcher watcher : watchers) {
            if (watcher.window == windows) {
                send(watcher, made.computeIfAbsent(watcher.now.get(), this::answer));
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
        windowTimer.shutdownNow();
        watchers.forEach(watcher -> watcher.client.close());
        senders.shutdownNow();
    }
}
