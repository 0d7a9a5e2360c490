package io.journeytracker.delivery.targets;

import java.util.Locale;

/** Why a message is sent. */
public enum NotificationType {
    /** Something became true. */
    RAISED,
    /** It is true still, and nobody acknowledged it in time: these are the targets of the escalation. */
    ESCALATED,
    /** It is true still, and nobody acknowledged it. */
    REPEATED,
    /** Somebody takes care of it. */
    ACKNOWLEDGED,
    /** It is true no longer: the customer moved on. */
    RESOLVED,
    /** It never was true, as a late touchpoint shows. */
    RETRACTED,
    /** It was true for so long that it is no longer followed. */
    EXPIRED,
    /** Many that became true long ago, in one message: how many, and how late. */
    DIGEST,
    /** About no alert: those that there are would arrive. */
    HEARTBEAT;

    /** As messages and metrics write it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether what was told before ends with it. */
    public boolean ends() {
        return this == RESOLVED || this == RETRACTED || this == EXPIRED;
    }
}
