package io.journeytracker.board;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * The last changes of alerts, for whoever follows them. Each has a number; numbers of different instances, and of one before and after a restart, have
 * nothing to do with one another, which {@link #epoch} tells. Thread-safe.
 */
final class Changes {

    /** So many are kept. */
    static final int MOST = 1_000;

    private final String epoch = UUID.randomUUID().toString().substring(0, 8);
    private final Change[] ring = new Change[MOST];
    private boolean live;
    private long next;
    private volatile Runnable listener = () -> {};

    /**
     * One change.
     *
     * @param what raised, acknowledged, escalated, resolved, retracted
     * @param before the alert before it; empty: it was not known
     * @param alert as it is after it
     */
    record Change(long number, String what, Optional<BoardAlert> before, BoardAlert alert) {}

    /** What comes from now on is news; what came before, at the start, is not. */
    synchronized void begin() {
        live = true;
    }

    synchronized boolean isLive() {
        return live;
    }

    void listen(Runnable hears) {
        listener = hears;
    }

    void add(String what, Optional<BoardAlert> before, BoardAlert alert) {
        synchronized (this) {
            if (!live) {
                return;
            }
            ring[(int) (next % MOST)] = new Change(next, what.toLowerCase(Locale.ROOT), before, alert);
            next++;
        }
        listener.run();
    }

    String epoch() {
        return epoch;
    }

    /** The number of the next change. */
    synchronized long next() {
        return next;
    }

    /** Whether all changes from this one on are still known. */
    synchronized boolean knows(long from) {
        return from <= next && from >= Math.max(0, next - MOST);
    }

    /** Those from this one on, so many at the most; {@link #knows} tells whether some are missing before. */
    synchronized List<Change> since(long from, int most) {
        List<Change> found = new ArrayList<>();
        for (long number = Math.max(from, next - MOST); number < next && found.size() < most; number++) {
            found.add(ring[(int) (number % MOST)]);
        }
        return found;
    }
}
