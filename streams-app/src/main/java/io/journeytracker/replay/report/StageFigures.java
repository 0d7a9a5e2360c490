package io.journeytracker.replay.report;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * Customers of one stage. Visited, in order and reached count over all touchpoints, also those after the end.
 *
 * @param visited had at least one touchpoint of the stage
 * @param inOrder had touchpoints of the stages up to this one, in the map's order
 * @param reached had a touchpoint of this stage or a later one
 * @param present stand in it when the log ends
 * @param conversion null, and not written, where the map wants none of the stage
 */
public record StageFigures(
        String stage,
        long visited,
        long inOrder,
        long reached,
        long present,
        DwellSeconds dwellSeconds,
        @JsonInclude(JsonInclude.Include.NON_NULL) ConversionFigures conversion) {}
