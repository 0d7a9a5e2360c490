package io.journeytracker.replay.report;

import java.util.List;

/**
 * A replay's figures, written as {@code summary.json} with these names in this order.
 *
 * @param events rows read
 * @param rejected rows that could not be read
 * @param from time of the first row, ISO 8601
 * @param to time of the last
 * @param stages in the map's order
 * @param exits in the map's order
 * @param stalls how many stalls happened
 * @param recovered how many of them a touchpoint ended
 * @param completed how often a journey was completed
 * @param churned how often a customer churned
 */
public record ReplaySummary(
        long events,
        long rejected,
        long customers,
        String from,
        String to,
        List<StageFigures> stages,
        List<ExitFigures> exits,
        long stalls,
        long recovered,
        long completed,
        long churned) {

    /** The file's name in the folder of a replay's results. */
    public static final String FILE = "summary.json";

    /** False where no row matched any stage: the map does not fit the log. */
    public boolean matchedAnything() {
        return stages.stream().anyMatch(stage -> stage.visited() > 0);
    }
}
