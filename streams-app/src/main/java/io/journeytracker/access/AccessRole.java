package io.journeytracker.access;

import java.util.Locale;

/** What somebody may see and do. Each may do all that those before it may. */
public enum AccessRole {
    /** Sees every number; customers' ids are masked. */
    VIEWER,
    /** Sees customers too, takes care of alerts and silences them. */
    ANALYST,
    /** May change things. */
    OPERATOR;

    public boolean may(AccessRole needed) {
        return compareTo(needed) >= 0;
    }

    /** As programs read it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
