package io.journeytracker.subscription;

/**
 * One subscription, target or silence as the topic has it.
 *
 * @param text YAML, in flow style
 * @param fromFile whether it comes from a file of the configuration, which alone changes it
 */
public record Written(String text, boolean fromFile) {}
