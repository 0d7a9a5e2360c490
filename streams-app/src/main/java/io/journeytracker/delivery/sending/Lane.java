package io.journeytracker.delivery.sending;

import io.journeytracker.delivery.targets.Answer;
import io.journeytracker.delivery.targets.Target;
import io.journeytracker.subscription.TargetDefinition;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages to one target: as many at once and as many a second as its definition says, none of which waits for another target. No more wait here than
 * it sends in a minute; the others go back for a while. Where the target fails again and again it is tried with one message at a time. Thread-safe.
 */
final class Lane implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final int MOST_WAITING_FAILING = 20;
    private static final int FAILING = 10;
    private static final long BUSY_MILLIS = 30_000;
    private static final long LEAST_BUSY_MILLIS = 1_000;
    private static final long MILLIS = 1_000;
    private static final double LONGEST_SECONDS = 60;

    /** The weight of the last attempt in how long attempts take. */
    private static final double LATELY = 0.2;

    private static final long HELD_NANOS = 200_000_000;
    private static final long NANOS = 1_000_000_000;

    /** Of a target that asks for more one message asks again then. */
    private static final long LONGEST_PAUSE_NANOS = 15 * 60 * NANOS;

    private static final long LONGEST_REST_HERE_NANOS = 5 * NANOS;

    private final TargetDefinition definition;
    private final Target target;
    private final Executor threads;
    private final ScheduledExecutorService clock;
    private final BooleanSupplier held;
    private final LongSupplier nanos;
    private final TargetLog log;
    private final Deque<Job> waiting = new ArrayDeque<>();
    private int room = 1_000;
    private int sending;
    private int failures;
    private double seconds;
    private long nextNanos;
    private long resumesNanos;
    private boolean scheduled;
    private boolean closed;

    /**
     * @param held whether nothing is to be sent at the moment
     * @param nanos a clock as {@link System#nanoTime} is one
     */
    Lane(
            TargetDefinition definition,
            Target target,
            Executor threads,
            ScheduledExecutorService clock,
            BooleanSupplier held,
            LongSupplier nanos) {
        this.definition = definition;
        this.target = target;
        this.threads = threads;
        this.clock = clock;
        this.held = held;
        this.nanos = nanos;
        this.log = new TargetLog(definition.id(), nanos);
        this.nextNanos = nanos.getAsLong();
        this.resumesNanos = nextNanos;
    }

    /** How many messages may wait here. */
    synchronized void room(int messages) {
        room = messages;
        sendBack();
    }

    boolean isOf(TargetDefinition given) {
        return definition.equals(given);
    }

    synchronized void offer(Job job) {
        waiting.addLast(job);
        sendBack();
        pump();
    }

    private void sendBack() {
        int most = failures >= FAILING ? Math.min(room, MOST_WAITING_FAILING) : minute();
        // Not before those that wait can have been sent.
        long after = failures >= FAILING
                ? BUSY_MILLIS
                : Math.max(LEAST_BUSY_MILLIS, Math.min(BUSY_MILLIS, most * MILLIS / definition.perSecond()));
        while (waiting.size() > most) {
            // Apart, so that they do not all come back together.
            sendBack(waiting.removeLast(), after + ThreadLocalRandom.current().nextLong(after));
        }
    }

    private static void sendBack(Job job, long afterMillis) {
        if (!job.progress().isRevoked()) {
            job.answer().accept(new Job.Outcome.Busy(afterMillis));
        }
    }

    /** As many as it sends in a minute, by its rate and what attempts took lately: what waits longer would, after a crash, make others be sent again too. */
    private int minute() {
        double aSecond = Math.min(definition.perSecond(), definition.concurrency() / Math.max(seconds, 1e-3));
        double most = LONGEST_SECONDS * aSecond;
        return (int) Math.max(Math.min(room, MOST_WAITING_FAILING), Math.min(room, most));
    }

    private synchronized void pump() {
        int concurrency = failures >= FAILING ? 1 : definition.concurrency();
        while (!closed && sending < concurrency && !waiting.isEmpty()) {
            if (held.getAsBoolean()) {
                pumpLater(HELD_NANOS);
                return;
            }
            long now = nanos.getAsLong();
            if (resumesNanos - now > 0) {
                rest(resumesNanos - now);
                return;
            }
            if (nextNanos - now > 0) {
                pumpLater(nextNanos - now);
                return;
            }
            // A lane that stood still may not catch up on what it could have sent.
            nextNanos = Math.max(nextNanos, now - NANOS / definition.perSecond()) + NANOS / definition.perSecond();
            Job job = waiting.removeFirst();
            if (!job.progress().isRevoked()) {
                sending++;
                threads.execute(() -> send(job));
            }
        }
    }

    /** The target asked for it: also for a while that is too long to wait here. */
    private void rest(long nanos) {
        if (nanos <= LONGEST_REST_HERE_NANOS) {
            pumpLater(nanos);
            return;
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(nanos);
        while (!waiting.isEmpty()) {
            sendBack(waiting.removeFirst(), millis + ThreadLocalRandom.current().nextLong(millis / 5 + 1));
        }
    }

    private void pumpLater(long nanos) {
        if (!scheduled) {
            scheduled = true;
            clock.schedule(
                    () -> {
                        synchronized (this) {
                            scheduled = false;
                        }
                        pump();
                    },
                    nanos,
                    TimeUnit.NANOSECONDS);
        }
    }

    private void send(Job job) {
        try {
            long began = nanos.getAsLong();
            Answer answer = attempt(job);
            double took = (nanos.getAsLong() - began) / (double) NANOS;
            job.answer().accept(new Job.Outcome.Tried(answer));
            note(answer, took);
        } catch (InterruptedException stopped) {
            // No answer: after the restart it is sent again, with the same id.
            Thread.currentThread().interrupt();
        } finally {
            synchronized (this) {
                sending--;
            }
            pump();
        }
    }

    private Answer attempt(Job job) throws InterruptedException {
        try {
            return target.deliver(job.notification());
        } catch (RuntimeException e) {
            LOG.debug("Target {} failed", definition.id(), e);
            return Answer.retry(e.getClass().getSimpleName());
        }
    }

    private synchronized void note(Answer answer, double took) {
        log.note(answer);
        seconds += (took - seconds) * LATELY;
        failures = answer instanceof Answer.Retry ? failures + 1 : 0;
        if (answer instanceof Answer.Retry retry) {
            // It is the target that has too much to do, not this message.
            retry.after().ifPresent(after -> {
                long pause = Math.min(after.toNanos(), LONGEST_PAUSE_NANOS);
                resumesNanos = Math.max(resumesNanos, nanos.getAsLong() + pause);
            });
        }
        sendBack();
    }

    /** Begins nothing more. */
    synchronized void stop() {
        closed = true;
    }

    /** Begins nothing more, and sends back what waits: the target is described anew, and that description is the one to send by. */
    void retire() {
        List<Job> back;
        synchronized (this) {
            closed = true;
            back = List.copyOf(waiting);
            waiting.clear();
        }
        back.stream().filter(job -> !job.progress().isRevoked()).forEach(job -> job.answer()
                .accept(new Job.Outcome.Busy(0)));
    }

    @Override
    public void close() {
        stop();
        target.close();
    }
}
