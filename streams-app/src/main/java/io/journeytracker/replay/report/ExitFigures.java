package io.journeytracker.replay.report;

/**
 * Customers of one exit.
 *
 * @param customers had a touchpoint of the exit at any time
 * @param ended whose journey stands ended by it when the log ends
 */
public record ExitFigures(String exit, long customers, long ended) {}
