package io.journeytracker.replay.report;

/**
 * Visits to a stage with a conversion target, by whether they led to stage {@code to} in time.
 *
 * @param converted they did
 * @param missed they did not
 * @param pending their time was not over when the log ended
 */
public record ConversionFigures(String to, long converted, long missed, long pending) {}
