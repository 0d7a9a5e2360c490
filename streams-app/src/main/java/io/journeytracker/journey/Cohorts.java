package io.journeytracker.journey;

import io.journeytracker.engine.Seen;
import io.journeytracker.engine.Weeks;
import io.journeytracker.schema.MapCell;
import io.journeytracker.store.WriteBehindStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Of the customers of a partition whose first touchpoint was in the same week, a cohort: how many had one in each of the weeks
 * after it. By journey, whatever its version: a customer stays the same when the map changes.
 */
final class Cohorts {

    private final WriteBehindStore<CellKey, MapCell> store;
    /** Of the last weeks, which are read once a second. */
    private final Map<CellKey, MapCell> recent = new HashMap<>();

    private int thisWeek = Integer.MIN_VALUE;

    /**
     * @param week of the first touchpoints
     * @param seen by how many weeks later, up to the present one
     */
    record Cohort(String journey, int week, List<Long> seen) {}

    Cohorts(WriteBehindStore<CellKey, MapCell> store) {
        this.store = store;
    }

    void count(String journey, Seen seen, int sign) {
        CellKey key = CellKey.cohort(journey, Weeks.begin(seen.firstWeek()));
        MapCell cell = recent.get(key);
        if (cell == null) {
            cell = store.get(key);
        }
        if (cell == null) {
            cell = Cells.empty();
        }
        Cells.add(Cells.weeks(cell), seen.after(), sign);
        store.put(key, cell);
        if (isRecent(seen.firstWeek())) {
            recent.put(key, cell);
        }
    }

    private boolean isRecent(int week) {
        return week > thisWeek - Weeks.FOLLOWED && week <= thisWeek;
    }

    /** Those of the week that the clock is in and of the seven before, in no order. */
    List<Cohort> recent(long clock) {
        int week = Weeks.of(clock);
        if (week != thisWeek) {
            thisWeek = week;
            recent.clear();
            store.scan(
                    CellKey.from(CellKey.Span.COHORT, Weeks.begin(week - Weeks.FOLLOWED + 1)),
                    CellKey.from(CellKey.Span.COHORT, Weeks.begin(week + 1)),
                    (bytes, cell) -> recent.put(CellKey.read(bytes), cell));
        }
        List<Cohort> cohorts = new ArrayList<>();
        recent.forEach((key, cell) -> {
            int first = Weeks.of(key.bucket());
            cohorts.add(new Cohort(
                    key.journey(), first, List.copyOf(Cells.weeks(cell).subList(0, week - first + 1))));
        });
        return cohorts;
    }
}
