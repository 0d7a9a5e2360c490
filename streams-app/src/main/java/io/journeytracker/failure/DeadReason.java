package io.journeytracker.failure;

import java.util.Locale;

/** Why a record became a dead letter. */
public enum DeadReason {
    /** Not the Avro bytes that the registry describes. */
    UNDECODABLE,
    /** Neither bytes nor a tick. */
    EMPTY,
    /** Neither a user id nor an anonymous id. */
    NO_IDENTITY,
    /** A field that must hold something does not, or holds too much. */
    INVALID,
    /** The event time is outside the years 1900 to 9999. */
    IMPOSSIBLE_TIME,
    /** It belongs before the customer's checkpoint: older than the grace. */
    LATE,
    /** Handling it failed; the fault is ours. */
    FAILED;

    /** As headers and metrics write it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
