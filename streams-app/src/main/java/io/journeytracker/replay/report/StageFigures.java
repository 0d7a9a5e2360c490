package io.journeytracker.replay.report;

/**
 * Customers of one stage. Visited, in order and reached count over all touchpoints, also those after the end.
 *
 * @param visited had at least one touchpoint of the stage
 * @param inOrder had touchpoints of the stages up to this one, in the map's order
 * @param reached had a touchpoint of this stage or a later one
 * @param present stand in it when the log ends
 */
public record StageFigures(
        String stage, long visited, long inOrder, long reached, long present, DwellSeconds dwellSeconds) {}
