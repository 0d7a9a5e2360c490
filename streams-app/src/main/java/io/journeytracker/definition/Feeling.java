package io.journeytracker.definition;

/** How customers feel who leave by a rule, where its author knows. */
public enum Feeling {
    SATISFIED,
    NEUTRAL,
    DISSATISFIED
}
