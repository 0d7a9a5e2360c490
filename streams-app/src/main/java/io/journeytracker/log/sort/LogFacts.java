package io.journeytracker.log.sort;

/**
 * What a log holds.
 *
 * @param events rows that could be read
 * @param rejected rows that could not
 * @param from time of the first, in milliseconds since the epoch
 * @param to time of the last
 * @param outOfOrder rows that are earlier than the row before them in the file
 */
public record LogFacts(long events, long rejected, long from, long to, long outOfOrder) {}
