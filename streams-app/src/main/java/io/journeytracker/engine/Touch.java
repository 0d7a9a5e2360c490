package io.journeytracker.engine;

import io.journeytracker.definition.Match;

/**
 * A touchpoint that fell into a visit, for the journey map.
 *
 * @param stage the visit's stage, -1: {@code none}
 * @param persona the visit's persona, -1: {@code other}
 * @param visitSince when the visit began
 * @param match the touchpoint
 */
public record Touch(int stage, int persona, long visitSince, Match match) {}
