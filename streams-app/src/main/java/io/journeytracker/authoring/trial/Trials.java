package io.journeytracker.authoring.trial;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one trial at a time, in the background, and keeps what the last one found out. Thread-safe. */
public final class Trials implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Trials.class);
    private static final long CLOSE_MILLIS = 5_000;
    private static final String FAULT = "the fault is the server's; its log says more";

    /** So many instances as there may be, none has the trial of another one's id. */
    private static final long MOST_IDS = 1L << 50;

    private Running running;
    private long begun = ThreadLocalRandom.current().nextLong(MOST_IDS);

    /** Begins a trial; false: another one runs. What the one before found out is forgotten. */
    public synchronized boolean begin(Trial trial) {
        if (running != null && running.thread.isAlive()) {
            return false;
        }
        running = new Running(trial, ++begun);
        running.thread.setDaemon(true);
        running.thread.start();
        return true;
    }

    /** How the last trial stands, with its result once it has one; without any: {@code none}. */
    public synchronized ObjectNode state() {
        return running == null ? JsonNodeFactory.instance.objectNode().put("state", "none") : running.json();
    }

    /** As {@link #state()}, if the last one is that of the id; empty: it was forgotten, or is none of this instance. */
    public synchronized Optional<ObjectNode> state(long id) {
        return Optional.ofNullable(running).filter(last -> last.id == id).map(Running::json);
    }

    /** Ends the trial that runs, as soon as it looks up; forgets one that has ended. */
    public synchronized void cancel() {
        cancel(begun);
    }

    /** As {@link #cancel()}, if the last one is that of the id: nobody ends what somebody else began since. False: it is not. */
    public synchronized boolean cancel(long id) {
        if (running == null || running.id != id) {
            return false;
        }
        running.cancelled = true;
        running = running.thread.isAlive() ? running : null;
        return true;
    }

    @Override
    public void close() {
        Thread thread;
        synchronized (this) {
            thread = running == null ? null : running.thread;
        }
        cancel();
        if (thread != null) {
            try {
                thread.join(CLOSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static final class Running implements Trial.Progress {

        private final Trial trial;
        private final long id;
        private final Thread thread = new Thread(this::run, "try-map");
        private volatile boolean cancelled;
        private String state = "running";
        private String step = "reading";
        private long done;
        private long of;
        private ObjectNode result;
        private String failure;

        private Running(Trial trial, long id) {
            this.trial = trial;
            this.id = id;
        }

        private void run() {
            try {
                end("done", trial.run(this), null);
            } catch (CancellationException nobodyWantsToKnow) {
                end("cancelled", null, null);
            } catch (KafkaException away) {
                LOG.warn("The past could not be read: {}", away.toString());
                end("failed", null, "the touchpoints could not be read; try again");
            } catch (RuntimeException e) {
                LOG.error("A trial of a map failed", e);
                end("failed", null, FAULT);
            } catch (Error e) {
                // Who waits for it hears of it; the thread ends by it all the same.
                end("failed", null, FAULT);
                throw e;
            }
        }

        private synchronized void end(String how, ObjectNode found, String why) {
            state = how;
            result = found;
            failure = why;
        }

        @Override
        public void at(String now, long doneNow, long ofAll) {
            if (cancelled) {
                throw new CancellationException();
            }
            synchronized (this) {
                step = now;
                done = doneNow;
                of = ofAll;
            }
        }

        private synchronized ObjectNode json() {
            ObjectNode root =
                    JsonNodeFactory.instance.objectNode().put("id", id).put("state", state);
            if (state.equals("running")) {
                root.put("step", step).put("done", done).put("of", of);
            }
            if (failure != null) {
                root.put("failure", failure);
            }
            if (result != null) {
                root.set("result", result);
            }
            return root;
        }
    }
}
