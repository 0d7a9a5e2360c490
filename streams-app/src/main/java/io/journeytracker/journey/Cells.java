package io.journeytracker.journey;

import io.journeytracker.engine.Weeks;
import io.journeytracker.schema.BreakdownCount;
import io.journeytracker.schema.EndedCount;
import io.journeytracker.schema.FeltCount;
import io.journeytracker.schema.MapCell;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Arithmetic on {@link MapCell}s. */
public final class Cells {

    /** Keys of the ended visits: all of them, and the beginnings of the others. */
    public static final String ENDED_ALL = "all";

    public static final String ENDED_TOUCHPOINT = "touchpoint";
    public static final String ENDED_CHANNEL = "channel";
    public static final String ENDED_CLASS = "class";
    public static final String ENDED_BREAKDOWN = "breakdown";
    /** With the side on which it felt better: what was felt online and offline disagrees. */
    public static final String ENDED_BETTER = "better";

    private static final int CUSTOMER_STATUSES = 6;

    private Cells() {}

    public static MapCell empty() {
        MapCell cell = new MapCell();
        cell.setCustomers(zeros(CUSTOMER_STATUSES));
        cell.setDwell(zeros(DwellBuckets.count()));
        cell.setStanding(new HashMap<>());
        cell.setTouchpoints(new HashMap<>());
        cell.setTo(new HashMap<>());
        cell.setBreakdowns(new HashMap<>());
        cell.setEnded(new HashMap<>());
        cell.setFelt(new HashMap<>());
        cell.setUnnamed(new HashMap<>());
        cell.setWeeks(new ArrayList<>());
        return cell;
    }

    static MapCell copy(MapCell cell) {
        MapCell copy = empty();
        add(copy, cell);
        return copy;
    }

    private static List<Long> zeros(int count) {
        List<Long> zeros = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            zeros.add(0L);
        }
        return zeros;
    }

    static void add(List<Long> counts, int index, long amount) {
        counts.set(index, counts.get(index) + amount);
    }

    /** Adds to a count and drops it where it comes to nothing, so that equal histories give equal cells. */
    static void add(Map<String, Long> counts, String key, long amount) {
        counts.merge(key, amount, (a, b) -> a + b == 0 ? null : a + b);
    }

    /** The counts by week of a cohort's cell, which has one for each week that is followed. */
    static List<Long> weeks(MapCell cell) {
        if (cell.getWeeks().isEmpty()) {
            cell.setWeeks(zeros(Weeks.FOLLOWED));
        }
        return cell.getWeeks();
    }

    static String key(String kind, String id) {
        return kind + '|' + id;
    }

    /** As {@link #add(Map, String, long)}. */
    static void ended(Map<String, EndedCount> counts, String key, long visits, long onward, long stalled) {
        EndedCount count = counts.computeIfAbsent(key, k -> new EndedCount(0L, 0L, 0L));
        count.setVisits(count.getVisits() + visits);
        count.setOnward(count.getOnward() + onward);
        count.setStalled(count.getStalled() + stalled);
        if (count.getVisits() == 0 && count.getOnward() == 0 && count.getStalled() == 0) {
            counts.remove(key);
        }
    }

    /** As {@link #add(Map, String, long)}. */
    static void felt(Map<String, FeltCount> counts, String key, long sum, long count) {
        FeltCount felt = counts.computeIfAbsent(key, k -> new FeltCount(0L, 0L));
        felt.setSum(felt.getSum() + sum);
        felt.setCount(felt.getCount() + count);
        if (felt.getSum() == 0 && felt.getCount() == 0) {
            counts.remove(key);
        }
    }

    static void dwell(MapCell cell, long millis, int sign) {
        add(cell.getDwell(), DwellBuckets.of(millis), sign);
        cell.setDwellSum(cell.getDwellSum() + sign * millis);
    }

    /** @param value as {@link BreakdownValues} has it counted */
    static BreakdownCount breakdown(MapCell cell, String name, String value) {
        return breakdown(cell, name + '|' + value);
    }

    private static BreakdownCount breakdown(MapCell cell, String key) {
        return cell.getBreakdowns().computeIfAbsent(key, k -> new BreakdownCount(0L, 0L));
    }

    /** Visits whose outcome is still open: the customers who stand in them. */
    public static long present(MapCell cell) {
        return cell.getCustomers().get(0) + cell.getCustomers().get(1);
    }

    /** What the ledger is off by; zero while every visit is accounted for. */
    public static long imbalance(MapCell cell) {
        return cell.getEntered()
                - (present(cell)
                        + cell.getAdvanced()
                        + cell.getBack()
                        + cell.getCompleted()
                        + cell.getExited()
                        + cell.getChurned()
                        + cell.getExpired()
                        + cell.getMergedAway()
                        + cell.getErased()
                        + cell.getCorrected());
    }

    /** Adds all counts of one cell to another, except those of events that no rule names, {@link CommonEvents}, and of {@link Cohorts}. */
    public static void add(MapCell to, MapCell from) {
        to.setEntered(to.getEntered() + from.getEntered());
        to.setAdvanced(to.getAdvanced() + from.getAdvanced());
        to.setBack(to.getBack() + from.getBack());
        to.setCompleted(to.getCompleted() + from.getCompleted());
        to.setExited(to.getExited() + from.getExited());
        to.setChurned(to.getChurned() + from.getChurned());
        to.setExpired(to.getExpired() + from.getExpired());
        to.setMergedAway(to.getMergedAway() + from.getMergedAway());
        to.setErased(to.getErased() + from.getErased());
        to.setCorrected(to.getCorrected() + from.getCorrected());
        to.setConverted(to.getConverted() + from.getConverted());
        to.setMissed(to.getMissed() + from.getMissed());
        to.setPending(to.getPending() + from.getPending());
        to.setStalls(to.getStalls() + from.getStalls());
        to.setRecoveries(to.getRecoveries() + from.getRecoveries());
        to.setDissatisfied(to.getDissatisfied() + from.getDissatisfied());
        to.setEmotionSum(to.getEmotionSum() + from.getEmotionSum());
        to.setEmotionCount(to.getEmotionCount() + from.getEmotionCount());
        to.setDwellSum(to.getDwellSum() + from.getDwellSum());
        for (int i = 0; i < from.getCustomers().size(); i++) {
            add(to.getCustomers(), i, from.getCustomers().get(i));
        }
        for (int i = 0; i < from.getDwell().size(); i++) {
            add(to.getDwell(), i, from.getDwell().get(i));
        }
        from.getStanding().forEach((key, n) -> add(to.getStanding(), key, n));
        from.getTouchpoints().forEach((key, n) -> add(to.getTouchpoints(), key, n));
        from.getTo().forEach((key, n) -> add(to.getTo(), key, n));
        from.getBreakdowns().forEach((key, n) -> {
            BreakdownCount count = breakdown(to, key);
            count.setEntered(count.getEntered() + n.getEntered());
            count.setAdvanced(count.getAdvanced() + n.getAdvanced());
        });
        from.getEnded().forEach((key, n) -> ended(to.getEnded(), key, n.getVisits(), n.getOnward(), n.getStalled()));
        from.getFelt().forEach((key, n) -> felt(to.getFelt(), key, n.getSum(), n.getCount()));
    }
}
