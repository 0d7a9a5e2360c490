package io.journeytracker.journey;

import io.journeytracker.schema.MapCell;
import java.util.Map;

/**
 * One partition's part of the journey map at one moment, as its stream thread published it. Nobody writes to it any more.
 *
 * @param publishedAt wall clock, milliseconds since the epoch
 * @param clock everything that fell due before is counted; {@link #NO_CLOCK}: no tick came yet
 * @param totals cells of {@link CellKey.Span#TOTAL}
 * @param unnamed cells of {@link CellKey.Span#UNNAMED}
 */
public record MapPart(
        int partition, long publishedAt, long clock, Map<CellKey, MapCell> totals, Map<CellKey, MapCell> unnamed) {

    public static final long NO_CLOCK = PartitionClock.UNKNOWN;
}
