package io.journeytracker.journey;

import io.journeytracker.schema.MapCell;
import java.util.HashMap;
import java.util.Map;

/** The counts of visits of a {@link MapCell} by name, those that are not zero: of a whole cell, or of what one visit adds to it. */
public final class CellCounts {

    public static final String ENTERED = "entered";
    public static final String ADVANCED = "advanced";
    public static final String BACK = "back";
    public static final String COMPLETED = "completed";
    public static final String EXITED = "exited";
    public static final String CHURNED = "churned";
    public static final String EXPIRED = "expired";
    public static final String MERGED_AWAY = "mergedAway";
    public static final String ERASED = "erased";
    public static final String CORRECTED = "corrected";
    public static final String DISSATISFIED = "dissatisfied";
    public static final String STALLS = "stalls";
    public static final String CONVERTED = "converted";
    public static final String MISSED = "missed";
    public static final String PENDING = "pending";
    /** Touchpoints that told how they felt. */
    public static final String FELT = "felt";

    /** Beginnings of the names of counts by something. */
    public static final String TO = "to|";

    public static final String TOUCHPOINT = "touchpoint|";
    public static final String ENDED = "ended|";
    /** With the bucket of the dwell histogram. */
    public static final String DWELL = "dwell|";
    /** Of no visit: events that no rule of the map names. */
    public static final String UNNAMED = "unnamed|";

    private CellCounts() {}

    public static Map<String, Long> of(MapCell cell) {
        Map<String, Long> counts = new HashMap<>();
        put(counts, ENTERED, cell.getEntered());
        put(counts, ADVANCED, cell.getAdvanced());
        put(counts, BACK, cell.getBack());
        put(counts, COMPLETED, cell.getCompleted());
        put(counts, EXITED, cell.getExited());
        put(counts, CHURNED, cell.getChurned());
        put(counts, EXPIRED, cell.getExpired());
        put(counts, MERGED_AWAY, cell.getMergedAway());
        put(counts, ERASED, cell.getErased());
        put(counts, CORRECTED, cell.getCorrected());
        put(counts, DISSATISFIED, cell.getDissatisfied());
        put(counts, STALLS, cell.getStalls());
        put(counts, CONVERTED, cell.getConverted());
        put(counts, MISSED, cell.getMissed());
        put(counts, PENDING, cell.getPending());
        put(counts, FELT, cell.getEmotionCount());
        for (int bucket = 0; bucket < cell.getDwell().size(); bucket++) {
            put(counts, DWELL + bucket, cell.getDwell().get(bucket));
        }
        cell.getTo().forEach((stage, count) -> put(counts, TO + stage, count));
        cell.getTouchpoints().forEach((rule, count) -> put(counts, TOUCHPOINT + rule, count));
        cell.getEnded().forEach((key, count) -> put(counts, ENDED + key, count.getVisits()));
        return counts;
    }

    private static void put(Map<String, Long> counts, String key, long count) {
        if (count != 0) {
            counts.put(key, count);
        }
    }
}
