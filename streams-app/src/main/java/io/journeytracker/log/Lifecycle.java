package io.journeytracker.log;

/** Which events of an XES log are touchpoints. */
public enum Lifecycle {
    /** Every event. */
    ALL,
    /** Those whose lifecycle:transition is complete, whatever its case, and those that have none. */
    COMPLETE;

    boolean keeps(String transition) {
        return this == ALL || transition == null || transition.equalsIgnoreCase("complete");
    }
}
