package io.journeytracker.engine;

/**
 * A customer had a touchpoint in a week, the first one in it. Told once for each such week, of the first {@link Weeks#FOLLOWED}.
 *
 * @param firstWeek the week of the customer's first touchpoint, as {@link Weeks} counts them
 * @param after how many weeks after that one, from 0
 */
public record Seen(int firstWeek, int after) {}
