package io.journeytracker.engine;

import java.util.List;

/**
 * A visit that ended other than by completing the journey, for the journey map: what was in it, and whether it led on.
 *
 * @param stage the visit's stage, -1: {@code none}
 * @param persona the visit's persona, -1: {@code other}
 * @param since when the visit began
 * @param onward it ended with a later stage
 * @param marks what was in it, without the touchpoint that ended it, unless that one also began it
 * @param breakdowns of the visit, as in {@link Transition}
 */
public record EndedVisit(
        int stage, int persona, long since, boolean onward, VisitMarks marks, List<String> breakdowns) {}
