package io.journeytracker.log;

import io.journeytracker.schema.Touchpoint;

/**
 * One row of a log that could be read.
 *
 * @param order its place in the file (line, or event in an XES log), from 1 and rising: the touchpoint's order stamp
 * @param touchpoint what happened; the customer is its user id
 * @param weight about how many bytes it takes in memory
 */
public record LogRow(long order, Touchpoint touchpoint, int weight) {

    public String customer() {
        return touchpoint.getUserId();
    }

    /** Milliseconds since the epoch. */
    public long time() {
        return touchpoint.getTime();
    }
}
