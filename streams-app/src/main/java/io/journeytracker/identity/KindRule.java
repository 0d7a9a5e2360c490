package io.journeytracker.identity;

/**
 * What is configured for one kind of identifier.
 *
 * @param kind a word
 * @param most how many of the kind one customer may have, at least 1
 */
public record KindRule(String kind, int most) {}
