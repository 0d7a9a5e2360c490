package io.journeytracker.topic;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known out of topics: all that was in them when {@link #start} returned, and from then on every record as soon as Kafka hands it over, in a
 * thread of its own. A record that is none of theirs is logged, counted and left out: what was known before stays.
 *
 * @param <S> what is known
 */
public final class TopicFollower<S> implements Supplier<S>, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);
    private static final long CLOSE_MILLIS = 5_000;
    private static final long AGAIN_MILLIS = 1_000;

    private final Followed followed;
    private final TopicReader reader;
    private final Fold<S> fold;
    private final Runnable foreign;
    private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private volatile Consumer<S> listener = any -> {};
    private volatile S known;
    private volatile String failure;
    /** After the last record of a topic of one partition. */
    private long next;
    /** Of its thread: what was told last. */
    private String trouble = "";

    /** What becomes of what is known. */
    @FunctionalInterface
    public interface Fold<S> {

        /**
         * @return what is known with the record; the very object where that changes in place
         * @throws ForeignRecordException if it is none
         */
        S with(S known, ConsumerRecord<byte[], byte[]> record);
    }

    /**
     * @param settings of Kafka's consumer
     * @param nothing what is known without any record
     * @param foreign called for every record that is left out
     */
    public TopicFollower(Followed followed, Map<String, Object> settings, S nothing, Fold<S> fold, Runnable foreign) {
        this.followed = followed;
        this.reader = new TopicReader(settings, followed.topics());
        this.known = nothing;
        this.fold = fold;
        this.foreign = foreign;
        this.thread = new Thread(this::run, "follow-" + followed.what());
        thread.setDaemon(true);
    }

    /**
     * Before the start.
     *
     * @param told hears what is known as soon as everything is read, and after every record that comes then, in the follower's thread
     */
    public TopicFollower<S> telling(Consumer<S> told) {
        listener = told;
        return this;
    }

    /**
     * Reads what is there, then follows.
     *
     * @throws KafkaException if it cannot be read and is needed; it is closed then
     */
    public TopicFollower<S> start() {
        thread.start();
        try {
            if (followed.patience().isPresent()) {
                caughtUp.get(followed.patience().get().toMillis(), TimeUnit.MILLISECONDS);
            } else {
                caughtUp.get();
            }
        } catch (CancellationException closed) {
            LOG.debug("Closed before the {} were read", followed.what());
        } catch (TimeoutException later) {
            LOG.warn("The {} are not read yet; they are as soon as they can be", followed.what());
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof KafkaException cause
                    ? cause
                    : new KafkaException("The topic of " + followed.what() + " cannot be read", failed.getCause());
        } catch (InterruptedException e) {
            close();
            throw new InterruptException(e);
        }
        return this;
    }

    private void run() {
        try (reader) {
            while (closing.getCount() > 0) {
                try {
                    follow();
                    trouble = "";
                } catch (WakeupException stop) {
                    throw stop;
                } catch (KafkaException refused) {
                    if (followed.isNeeded() && !(caughtUp.isDone() && refused instanceof RetriableException)) {
                        throw refused;
                    }
                    tellOnce(KafkaCause.of(refused));
                    closing.await(AGAIN_MILLIS, TimeUnit.MILLISECONDS);
                }
            }
        } catch (WakeupException | InterruptedException stop) {
            LOG.debug("Stopped following {}", followed.what());
        } catch (RuntimeException e) {
            // Who cannot start without it hears of it there.
            if (!followed.isNeeded() || !caughtUp.completeExceptionally(e)) {
                failure = "the topic of " + followed.what() + " cannot be followed: " + KafkaCause.of(e);
                LOG.error("The topic of {} cannot be followed", followed.what(), e);
            }
        } finally {
            caughtUp.cancel(false);
        }
    }

    private void follow() {
        if (caughtUp.isDone()) {
            reader.follow(this::take);
        } else {
            reader.readLast(followed.last(), this::take);
            listener.accept(known);
            caughtUp.complete(null);
        }
    }

    private void tellOnce(String why) {
        if (!why.equals(trouble)) {
            LOG.warn("The topic of {} cannot be read at the moment: {}", followed.what(), why);
        }
        trouble = why;
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        S now = known;
        try {
            now = fold.with(known, record);
        } catch (ForeignRecordException none) {
            LOG.error(
                    "Offset {} of partition {} of topic {} is left out: {}",
                    record.offset(),
                    record.partition(),
                    record.topic(),
                    none.getMessage());
            foreign.run();
        }
        synchronized (this) {
            known = now;
            next = record.offset() + 1;
            notifyAll();
        }
        if (caughtUp.isDone()) {
            listener.accept(now);
        }
    }

    /**
     * Waits until what is known here is as is wanted: a follower may see a record a moment after its writer was told that it is written.
     *
     * @return false: it was not in time
     */
    public boolean await(Predicate<S> wanted, Duration atMost) throws InterruptedException {
        return awaitThat(() -> wanted.test(known), atMost);
    }

    /**
     * Waits until a record of a topic of one partition is known here.
     *
     * @return false: it was not in time
     */
    public boolean await(long offset, Duration atMost) throws InterruptedException {
        return awaitThat(() -> next > offset, atMost);
    }

    private synchronized boolean awaitThat(BooleanSupplier wanted, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (!wanted.getAsBoolean()) {
            long rest = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (rest <= 0) {
                return false;
            }
            wait(rest);
        }
        return true;
    }

    @Override
    public S get() {
        return known;
    }

    /** Why following ended, if it did. */
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public void close() {
        boolean first = closing.getCount() > 0;
        closing.countDown();
        if (first && !thread.isAlive()) {
            reader.close();
        } else if (first) {
            reader.wakeup();
            try {
                thread.join(CLOSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
