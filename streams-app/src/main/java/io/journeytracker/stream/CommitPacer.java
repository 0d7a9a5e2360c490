package io.journeytracker.stream;

import java.time.Duration;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Asks for a commit soon after something live came through, so that it is told within a fraction of a second; no more often than every 100 ms.
 * A step that is catching up does not ask: fewer commits write fewer states.
 */
public final class CommitPacer {

    private static final long LIVE_MILLIS = 2_000;
    private static final long APART_MILLIS = 100;

    private final ProcessorContext<?, ?> context;
    private long last;
    private Cancellable later;

    public CommitPacer(ProcessorContext<?, ?> context) {
        this.context = context;
    }

    /** Something came through that was true at this time, in milliseconds since the epoch. */
    public void passed(long time) {
        long now = context.currentSystemTimeMs();
        if (now - time >= LIVE_MILLIS || later != null) {
            return;
        }
        if (now - last >= APART_MILLIS) {
            commit(now);
        } else {
            later = context.schedule(
                    Duration.ofMillis(APART_MILLIS), PunctuationType.WALL_CLOCK_TIME, this::commitLater);
        }
    }

    private void commitLater(long now) {
        later.cancel();
        later = null;
        commit(now);
    }

    private void commit(long now) {
        last = now;
        context.commit();
    }
}
