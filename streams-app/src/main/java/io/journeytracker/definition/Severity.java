package io.journeytracker.definition;

import java.util.Locale;

/** How bad an alert is. */
public enum Severity {
    INFO,
    WARNING,
    CRITICAL;

    /** As maps, topics and metrics write it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
