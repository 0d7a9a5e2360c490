package io.journeytracker.topic;

import io.journeytracker.topic.EditFailedException.Outcome;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * Changes values of a small compacted topic of one partition, each by what it is now: nobody on any instance writes between the reading and the
 * writing. Editors of several instances exclude one another by a transactional id, and who was excluded reads again; those of one instance take
 * turns in the order in which they came. So few wait, and none longer than until its deadline. Seldom, so that no producer is kept for it. Thread-safe.
 */
public final class TopicEditor {

    /** How long a change may take, with waiting for its turn and for its coming back. */
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Each holds a thread of HTTP's, and takes a few tenths of a second: as many as are done within {@link #PATIENCE}. */
    static final int MOST_WAITING = 16;

    /** A turn with less time is of no use. */
    private static final Duration LEAST = Duration.ofSeconds(1);

    private static final long MOST_ASIDE_MILLIS = 300;

    private final Attempt attempts;
    private final Semaphore places = new Semaphore(1 + MOST_WAITING);
    private final Semaphore turn = new Semaphore(1, true);

    /** Tries once. */
    @FunctionalInterface
    interface Attempt {

        /**
         * @return the record's offset
         * @throws EditFailedException with {@link Rivals#excluded} as its cause where somebody else was quicker
         */
        long make(String key, UnaryOperator<Optional<String>> change, Deadline deadline);
    }

    /**
     * @param producerSettings of Kafka's producer
     * @param consumerSettings of Kafka's consumer
     */
    public TopicEditor(Map<String, Object> producerSettings, Map<String, Object> consumerSettings, String topic) {
        this(new TopicTransaction(producerSettings, consumerSettings, topic));
    }

    TopicEditor(Attempt attempts) {
        this.attempts = attempts;
    }

    /**
     * Writes one value.
     *
     * @param change what becomes of the value under the key, empty: there is none, or there is to be none; called again where somebody else was
     *     quicker. What it throws is thrown, and nothing is written
     * @param deadline of whoever asks for it, from when that was
     * @return the record's offset
     * @throws EditFailedException if it could not be written, or it is not known whether it was
     */
    public long edit(String key, UnaryOperator<Optional<String>> change, Deadline deadline) {
        if (!places.tryAcquire()) {
            throw new EditFailedException(Outcome.BUSY, MOST_WAITING + " other changes wait for their turn");
        }
        try {
            awaitTurn(deadline);
            try {
                return attempt(key, change, deadline);
            } finally {
                turn.release();
            }
        } finally {
            places.release();
        }
    }

    private void awaitTurn(Deadline deadline) {
        try {
            if (!turn.tryAcquire(deadline.left().minus(LEAST).toNanos(), TimeUnit.NANOSECONDS)) {
                throw new EditFailedException(Outcome.BUSY, "other changes took too long");
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new EditFailedException(Outcome.BUSY, "interrupted while waiting for its turn", stopping);
        }
    }

    private long attempt(String key, UnaryOperator<Optional<String>> change, Deadline deadline) {
        while (true) {
            try {
                return attempts.make(key, change, deadline);
            } catch (EditFailedException e) {
                if (!Rivals.excluded(e)
                        || !Rivals.standAside(MOST_ASIDE_MILLIS)
                        || deadline.left().compareTo(LEAST) < 0) {
                    throw e;
                }
            }
        }
    }
}
