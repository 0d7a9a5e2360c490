package io.journeytracker.board;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.sse.SseClient;
import io.journeytracker.board.Changes.Change;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Tells those who watch of every change of an alert, by server-sent events named {@code alert}, each with the change and the alert as it is after it.
 * Nobody waits for somebody who reads slowly: who misses changes is told by an event {@code reset}, and asks for the list again. So is who comes back
 * with an event's id that is not known here any more.
 */
final class AlertEvents implements AutoCloseable {

    static final int MOST = 200;

    private static final long BEAT_SECONDS = 10;
    private static final int SLICE = 100;

    private final Changes changes;
    private final AlertViews views;
    private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();
    private final ExecutorService senders = Executors.newCachedThreadPool(work -> daemon(work, "alert-event-sender"));
    private final ScheduledExecutorService beat =
            Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "alert-events"));

    private static final class Watcher {
        private final SseClient client;
        private final AlertFilter filter;
        private final boolean masked;
        private final AtomicBoolean sending = new AtomicBoolean();
        /** The next change that it is told; only who is sending changes it. */
        private volatile long next;

        private Watcher(SseClient client, AlertFilter filter, boolean masked, long next) {
            this.client = client;
            this.filter = filter;
            this.masked = masked;
            this.next = next;
        }
    }

    AlertEvents(Changes changes, AlertViews views) {
        this.changes = changes;
        this.views = views;
        changes.listen(this::tell);
        beat.scheduleWithFixedDelay(this::beat, BEAT_SECONDS, BEAT_SECONDS, TimeUnit.SECONDS);
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Keeps the client and tells it what comes, from the event on that it saw last; or tells it by an event {@code full} that there are too many. */
    void add(SseClient client, AlertFilter filter, boolean masked) {
        String seen = client.ctx().header("Last-Event-ID");
        OptionalLong from = seen == null || seen.isEmpty() ? OptionalLong.of(changes.next()) : after(seen);
        Watcher watcher = new Watcher(client, filter, masked, from.orElseGet(changes::next));
        client.onClose(() -> watchers.remove(watcher));
        synchronized (this) {
            if (watchers.size() >= MOST) {
                client.sendEvent("full", "{\"of\":\"watchers\",\"most\":" + MOST + "}");
                client.close();
                return;
            }
            watchers.add(watcher);
        }
        client.keepAlive();
        if (from.isEmpty()) {
            reset(watcher);
        } else {
            // Says that it is connected, also while nothing happens.
            client.sendEvent("begin", "{}", id(watcher.next - 1));
        }
        send(watcher, false);
    }

    private String id(long number) {
        return changes.epoch() + "-" + number;
    }

    /** Empty where what followed is not known any more. */
    private OptionalLong after(String id) {
        String prefix = changes.epoch() + "-";
        if (!id.startsWith(prefix) || !id.substring(prefix.length()).matches("-1|[0-9]{1,18}")) {
            return OptionalLong.empty();
        }
        long next = Long.parseLong(id.substring(prefix.length())) + 1;
        return changes.knows(next) ? OptionalLong.of(next) : OptionalLong.empty();
    }

    private void reset(Watcher watcher) {
        watcher.next = changes.next();
        watcher.client.sendEvent("reset", "{}", id(watcher.next - 1));
    }

    private void tell() {
        watchers.forEach(watcher -> send(watcher, false));
    }

    /** A connection on which nothing moves is closed by whoever stands in between. */
    private void beat() {
        watchers.forEach(watcher -> send(watcher, true));
    }

    private void send(Watcher watcher, boolean beats) {
        if (!watcher.sending.compareAndSet(false, true)) {
            return;
        }
        try {
            senders.execute(() -> {
                try {
                    if (beats) {
                        watcher.client.sendComment("");
                    }
                    drain(watcher);
                } finally {
                    watcher.sending.set(false);
                }
                // What came after the last look and before the mark was taken away.
                if (!watcher.client.terminated() && watcher.next < changes.next()) {
                    send(watcher, false);
                }
            });
        } catch (RejectedExecutionException closing) {
            watcher.sending.set(false);
        }
    }

    private void drain(Watcher watcher) {
        while (!watcher.client.terminated() && watcher.next < changes.next()) {
            List<Change> found = changes.since(watcher.next, SLICE);
            if (found.isEmpty() || found.get(0).number() != watcher.next) {
                reset(watcher);
                return;
            }
            for (Change change : found) {
                if (concerns(watcher.filter, change)) {
                    watcher.client.sendEvent("alert", data(watcher, change), id(change.number()));
                }
                watcher.next = change.number() + 1;
            }
        }
    }

    /** Also one that was as is wanted and is not any more: who watches what stands wants to know when it does not. */
    private boolean concerns(AlertFilter filter, Change change) {
        return views.holds(filter, change.alert())
                || change.before().filter(before -> views.holds(filter, before)).isPresent();
    }

    /** Whether what was there at the start is known. */
    boolean isLive() {
        return changes.isLive();
    }

    private String data(Watcher watcher, Change change) {
        ObjectNode data = JsonNodeFactory.instance.objectNode().put("change", change.what());
        data.set("alert", views.json(change.alert(), watcher.masked));
        return data.toString();
    }

    @Override
    public void close() {
        beat.shutdownNow();
        watchers.forEach(watcher -> watcher.client.close());
        senders.shutdownNow();
    }
}
