package io.journeytracker.journey;

import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.common.utils.Time;

/**
 * Handles what fell due between the cursor and the clock, in slices that are bounded in number and in time, so that a
 * flood never keeps the thread from polling.
 */
final class Sweep {

    static final int SLICE_ENTRIES = 500;
    static final long SLICE_MILLIS = 50;

    private final DeadlineIndex index;
    private final PartitionClock clock;
    private final Time time;

    /** What is done with one entry. */
    interface Handler {
        void fallsDue(DeadlineIndex.Entry entry);
    }

    Sweep(DeadlineIndex index, PartitionClock clock, Time time) {
        this.index = index;
        this.clock = clock;
        this.time = time;
    }

    /** One slice; true where more is due. The cursor moves past an entry before it is handled: a poison one does not come back. */
    boolean slice(Handler handler) {
        long until = clock.time();
        if (until == PartitionClock.UNKNOWN) {
            return false;
        }
        long stop = time.milliseconds() + SLICE_MILLIS;
        List<DeadlineIndex.Entry> due = index.dueBefore(clock.cursor(), until, SLICE_ENTRIES);
        for (DeadlineIndex.Entry entry : due) {
            index.remove(entry);
            clock.cursor(entry.next());
            handler.fallsDue(entry);
            if (time.milliseconds() >= stop) {
                return true;
            }
        }
        if (due.size() < SLICE_ENTRIES) {
            Bytes end = DeadlineIndex.from(until);
            if (end.compareTo(clock.cursor()) > 0) {
                clock.cursor(end);
            }
            return false;
        }
        return true;
    }
}
