package io.journeytracker.subscription;

/**
 * A subscription, target or silence that somebody wants to write.
 *
 * @param text as the topic has it
 */
public record Edit<T>(T value, String text) {}
