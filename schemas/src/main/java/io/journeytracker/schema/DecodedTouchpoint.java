package io.journeytracker.schema;

/**
 * A record's value and what it says, for handing on within a task without reading it again.
 *
 * @param bytes as they came, for a dead letter or for another topic
 */
public record DecodedTouchpoint(byte[] bytes, Touchpoint touchpoint) {}
