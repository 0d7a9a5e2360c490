package io.journeytracker.query;

import io.journeytracker.journey.CellKey;

/**
 * Visits that began in a span of time, milliseconds since the epoch.
 *
 * @param from inclusive; Long.MIN_VALUE: from the beginning
 * @param to exclusive; Long.MAX_VALUE: up to now
 */
public record Window(long from, long to) {

    public static final Window ALL = new Window(Long.MIN_VALUE, Long.MAX_VALUE);

    public boolean isAll() {
        return equals(ALL);
    }

    /** Whether a part of the cell's hour or day is in the window. */
    boolean touches(CellKey key) {
        long span = key.span() == CellKey.Span.DAY ? CellKey.DAY_MILLIS : CellKey.HOUR_MILLIS;
        return key.bucket() < to && key.bucket() + span > from;
    }
}
