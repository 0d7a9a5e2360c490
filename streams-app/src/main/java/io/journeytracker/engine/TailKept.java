package io.journeytracker.engine;

/** How much of a customer's past stays in the tail, where touchpoints can still be put before others. */
public enum TailKept {
    /** The grace. */
    GRACE,
    /** As much as it can hold: the customer may turn out to be another one, and is then folded together with them. */
    ALL
}
