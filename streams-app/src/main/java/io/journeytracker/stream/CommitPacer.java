package io.journeytracker.stream;

import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Asks for a commit at a live tick, so that what came with the last one is told within a fraction of a second. A step that
 * is catching up does not ask: fewer commits write fewer states.
 */
public final class CommitPacer {

    private static final long LIVE_MILLIS = 2_000;
    private static final long APART_MILLIS = 100;

    private final ProcessorContext<?, ?> context;
    private long last;

    public CommitPacer(ProcessorContext<?, ?> context) {
        this.context = context;
    }

    /** A tick of this time came through. */
    public void tick(long time) {
        long now = context.currentSystemTimeMs();
        if (now - time < LIVE_MILLIS && now - last >= APART_MILLIS) {
            last = now;
            context.commit();
        }
    }
}
