package io.journeytracker.engine;

/**
 * A visit of which the map's author wants that the customer reaches another stage in time, while that is open. The visit itself may
 * have ended.
 *
 * @param stage index of the visit's stage
 * @param persona the visit's persona, -1: {@code other}
 * @param since when the visit began
 */
public record PendingVisit(int stage, int persona, long since) {}
