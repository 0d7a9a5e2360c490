package io.journeytracker.definition;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A touchpoint that the map declares.
 *
 * @param rule what it looks like; absent: declared for the picture, never matched by itself
 * @param momentOfTruth it decides whether the customer goes on
 * @param expectedEmotion what the map's author assumes, -1 to 1; never mixed with what was felt
 * @param advocacy it shows that the customer recommends us
 */
public record TouchpointRule(
        String id,
        String title,
        Optional<EventRule> rule,
        boolean momentOfTruth,
        OptionalDouble expectedEmotion,
        Optional<Advocacy> advocacy) {}
