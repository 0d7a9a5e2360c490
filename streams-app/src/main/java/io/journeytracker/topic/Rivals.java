package io.journeytracker.topic;

import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.common.errors.ConcurrentTransactionsException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;

/** What writers do who exclude one another by a transactional id: Kafka lets only the one write that began last. */
public final class Rivals {

    private Rivals() {}

    /** Whether it failed because another writer began after this one. */
    public static boolean excluded(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof ProducerFencedException
                    || each instanceof InvalidProducerEpochException
                    || each instanceof ConcurrentTransactionsException) {
                return true;
            }
        }
        return false;
    }

    /**
     * Waits for a moment of chance length, or two writers would exclude each other for ever.
     *
     * @param mostMillis at the most, at least 1; about what one attempt takes
     * @return false: interrupted, and still marked so
     */
    public static boolean standAside(long mostMillis) {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(mostMillis));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
