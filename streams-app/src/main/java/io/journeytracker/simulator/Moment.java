package io.journeytracker.simulator;

/**
 * When a visitor acts, and in what shop.
 *
 * @param time in milliseconds since the epoch
 * @param paymentsFail whether there is an outage
 * @param live whether visitors come back within minutes, as in a demo, and not within days
 */
record Moment(long time, boolean paymentsFail, boolean live) {}
