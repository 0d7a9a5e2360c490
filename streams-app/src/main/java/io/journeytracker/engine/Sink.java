package io.journeytracker.engine;

/**
 * Takes what the engine has to say, in the order in which it happened; what is taken back comes before what is new, the last of
 * it first.
 */
public interface Sink {

    void told(Transition transition);

    /** Told before, and never happened. */
    void retracted(Transition transition);

    void touched(Touch touch);

    /** Counted before, and to be taken out again. */
    void untouched(Touch touch);

    void counted(Conversion conversion);

    /** Counted before, and to be taken out again. */
    void uncounted(Conversion conversion);

    void ended(EndedVisit visit);

    /** Counted before, and to be taken out again. */
    void unended(EndedVisit visit);

    /** Only the journey map counts these. */
    default void seen(Seen seen) {}

    /** Counted before, and to be taken out again. */
    default void unseen(Seen seen) {}

    /** A full tail moved the checkpoint before the grace was over: what comes late from now on may be too late. */
    default void tailFull() {}
}
