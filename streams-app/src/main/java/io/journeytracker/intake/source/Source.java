package io.journeytracker.intake.source;

/**
 * Who may send, as configuration names it.
 *
 * @param name within which message ids are unique: it becomes the touchpoint's source
 */
public record Source(String name) {}
