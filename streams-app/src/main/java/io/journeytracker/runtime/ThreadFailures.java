package io.journeytracker.runtime;

import io.journeytracker.failure.DeadLetterHandler;
import io.journeytracker.schema.RegistryUnavailableException;
import io.journeytracker.topic.KafkaCause;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when a stream thread dies. Of something that passes (the registry is away, a map is missing, a broker is
 * slow) a new thread tries again, each time later, up to half a minute, until it works. Of anything else the instance ends: a
 * fault that comes back would be repeated for ever.
 */
final class ThreadFailures implements StreamsUncaughtExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ThreadFailures.class);
    private static final long FIRST_WAIT_MILLIS = 500;
    private static final long LONGEST_WAIT_MILLIS = 30_000;
    private static final long FORGET_MILLIS = Duration.ofMinutes(5).toMillis();

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Consumer<Throwable> fatal;
    private long wait = FIRST_WAIT_MILLIS;
    private long lastNanos = System.nanoTime();
    private final Queue<String> waiting = new ConcurrentLinkedQueue<>();

    /** @param fatal hears why the instance has to end */
    ThreadFailures(Consumer<Throwable> fatal) {
        this.fatal = fatal;
    }

    @Override
    public StreamThreadExceptionResponse handle(Throwable exception) {
        if (!passes(exception)) {
            LOG.error("A stream thread failed and the instance ends", exception);
            fatal.accept(exception);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        long millis = nextWait();
        String why = KafkaCause.of(exception);
        waiting.add(why);
        LOG.warn("A stream thread failed, the next one starts in {} ms: {}", millis, why);
        try {
            if (stopped.await(millis, TimeUnit.MILLISECONDS)) {
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        } finally {
            waiting.remove(why);
        }
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    static boolean passes(Throwable exception) {
        for (Throwable each = exception; each != null; each = each.getCause()) {
            if (each instanceof RegistryUnavailableException
                    || each instanceof DeadLetterHandler.Fatal
                    || each instanceof RetriableException) {
                return true;
            }
        }
        return false;
    }

    private synchronized long nextWait() {
        long now = System.nanoTime();
        wait = TimeUnit.NANOSECONDS.toMillis(now - lastNanos) > FORGET_MILLIS
                ? FIRST_WAIT_MILLIS
                : Math.min(LONGEST_WAIT_MILLIS, wait * 2);
        lastNanos = now;
        return wait;
    }

    /** What a dead thread's successor waits for, if one does. */
    Optional<String> waiting() {
        return Optional.ofNullable(waiting.peek());
    }

    /** No thread is replaced from now on. */
    void stop() {
        stopped.countDown();
    }
}
