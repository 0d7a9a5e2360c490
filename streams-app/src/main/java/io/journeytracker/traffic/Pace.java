package io.journeytracker.traffic;

import java.time.Instant;

/**
 * The shop's time, which may run faster or slower than ours. What happened in it is told in our time.
 *
 * @param began when both clocks showed the same
 * @param speed seconds of the shop in one of ours, more than 0
 */
record Pace(Instant began, double speed) {

    Instant inShop(Instant ours) {
        return began.plusMillis(Math.round((ours.toEpochMilli() - began.toEpochMilli()) * speed));
    }

    /** Milliseconds since the epoch, for both. */
    long ours(long inShop) {
        return began.toEpochMilli() + Math.round((inShop - began.toEpochMilli()) / speed);
    }
}
