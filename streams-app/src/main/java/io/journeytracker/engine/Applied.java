package io.journeytracker.engine;

/** What became of a touchpoint. */
public enum Applied {
    /** It came last in order and was folded. */
    IN_ORDER,
    /** It was put before others, or before something told that time alone had brought about; what follows was folded again. */
    REORDERED,
    /** The tail has it already. */
    DUPLICATE,
    /** It belongs before the checkpoint and was left out. */
    LATE
}
