package io.journeytracker.journey;

import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.schema.MapCell;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which values of a breakdown are counted apart: the first ones of a journey version in this partition, in all cells the same ones,
 * so that figures of different stages can be compared. Once kept a value stays so, or what was counted could not be taken back.
 */
final class BreakdownValues {

    /** Values of one breakdown that are counted apart; further ones count as {@link #OTHER}. */
    static final int MOST = 20;

    static final String OTHER = "other";

    private final Map<Breakdown, Set<String>> kept = new HashMap<>();

    private record Breakdown(String journey, int version, String name) {}

    /** A stored cell: what is counted apart in it was kept. */
    void known(CellKey key, MapCell cell) {
        for (String counted : cell.getBreakdowns().keySet()) {
            int bar = counted.indexOf('|');
            String value = counted.substring(bar + 1);
            if (!value.equals(OTHER)) {
                of(new Breakdown(key.journey(), key.version(), counted.substring(0, bar)))
                        .add(value);
            }
        }
    }

    /** What the value counts as: itself, or other. */
    String counted(JourneyDefinition map, String name, String value) {
        Set<String> values = of(new Breakdown(map.id(), map.version(), name));
        if (values.contains(value)) {
            return value;
        }
        if (values.size() >= MOST || value.equals(OTHER)) {
            return OTHER;
        }
        values.add(value);
        return value;
    }

    private Set<String> of(Breakdown breakdown) {
        return kept.computeIfAbsent(breakdown, none -> new HashSet<>());
    }
}
