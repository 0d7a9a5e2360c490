package io.journeytracker.intake.source;

/**
 * How much is allowed.
 *
 * @param perSecond in the long run
 * @param burst at once, after a pause
 */
public record Rate(double perSecond, double burst) {}
