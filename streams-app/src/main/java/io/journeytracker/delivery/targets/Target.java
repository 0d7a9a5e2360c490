package io.journeytracker.delivery.targets;

/**
 * One place outside, open. Used by several threads at once, as many as its definition's concurrency says. Sending blocks the thread it is called
 * in, for at most {@link #LONGEST}; an exception that it throws counts as {@link Answer.Retry}.
 */
public interface Target extends AutoCloseable {

    /** The longest that one attempt may take, in milliseconds. */
    long LONGEST = 20_000;

    /** Tries once. The same message may come again, with the same {@link Notification#id}. */
    Answer deliver(Notification notification) throws InterruptedException;

    @Override
    default void close() {}
}
