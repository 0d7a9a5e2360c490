package io.journeytracker.engine;

/** What became of a touchpoint. */
public enum Applied {
    /** It came last in order and was folded. */
    IN_ORDER,
    /** It was put before others, which were folded again. */
    REORDERED,
    /** The tail has it already. */
    DUPLICATE,
    /** It belongs before the checkpoint and was left out. */
    LATE
}
