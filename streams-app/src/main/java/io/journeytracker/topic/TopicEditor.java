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

    /** In place of an offset: an earlier attempt had written it, though it was told otherwise. */
    private static final long WRITTEN_BEFORE = -1;

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
     * @return the record's offset; less than zero where it is not known
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
        Retried retried = new Retried(change);
        while (true) {
            try {
                return attempts.make(key, retried, deadline);
            } catch (AlreadyWrittenException done) {
                return WRITTEN_BEFORE;
            } catch (EditFailedException e) {
                EditFailedException failed = retried.asFarAsKnown(e);
                if (!Rivals.excluded(e)
                        || !Rivals.standAside(MOST_ASIDE_MILLIS)
                        || deadline.left().compareTo(LEAST) < 0) {
                    throw failed;
                }
            }
        }
    }

    /** A change that knows what it may have written before. */
    private static final class Retried implements UnaryOperator<Optional<String>> {

        private final UnaryOperator<Optional<String>> change;
        private Optional<String> wanted = Optional.empty();
        private boolean perhapsWritten;

        Retried(UnaryOperator<Optional<String>> change) {
            this.change = change;
        }

        @Override
        public Optional<String> apply(Optional<String> now) {
            if (perhapsWritten && now.equals(wanted)) {
                throw new AlreadyWrittenException();
            }
            wanted = change.apply(now);
            perhapsWritten = false;
            return wanted;
        }

        /** What a failed attempt comes to, with what those before it may have done. */
        EditFailedException asFarAsKnown(EditFailedException failed) {
            perhapsWritten |= failed.outcome() == Outcome.UNKNOWN;
            return perhapsWritten && failed.outcome() != Outcome.UNKNOWN
                    ? new EditFailedException(Outcome.UNKNOWN, failed.getMessage(), failed)
                    : failed;
        }
    }

    private static final class AlreadyWrittenException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        AlreadyWrittenException() {
            super(null, null, false, false);
        }
    }
}
