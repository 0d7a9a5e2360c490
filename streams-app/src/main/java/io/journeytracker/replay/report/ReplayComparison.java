package io.journeytracker.replay.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * One log on two maps, side by side; written as {@code compare.json} with these names in this order.
 *
 * @param stages in the new map's order, then those that only the old one has
 * @param exits likewise
 */
public record ReplayComparison(
        List<StagePair> stages, List<ExitPair> exits, Pair stalls, Pair recovered, Pair completed, Pair churned) {

    /** The file's name in the folder of a replay's results. */
    public static final String FILE = "compare.json";

    /** A figure on the old map and on the new one. */
    public record Pair(long before, long after) {}

    /** A stage on both maps; null on the one that does not have it. */
    public record StagePair(String stage, StageFigures before, StageFigures after) {}

    /** An exit on both maps; null on the one that does not have it. */
    public record ExitPair(String exit, ExitFigures before, ExitFigures after) {}

    public static ReplayComparison of(ReplaySummary before, ReplaySummary after) {
        List<StagePair> stages = new ArrayList<>();
        for (String id : ids(after.stages(), before.stages(), StageFigures::stage)) {
            stages.add(new StagePair(
                    id, find(before.stages(), StageFigures::stage, id), find(after.stages(), StageFigures::stage, id)));
        }
        List<ExitPair> exits = new ArrayList<>();
        for (String id : ids(after.exits(), before.exits(), ExitFigures::exit)) {
            exits.add(new ExitPair(
                    id, find(before.exits(), ExitFigures::exit, id), find(after.exits(), ExitFigures::exit, id)));
        }
        return new ReplayComparison(
                List.copyOf(stages),
                List.copyOf(exits),
                new Pair(before.stalls(), after.stalls()),
                new Pair(before.recovered(), after.recovered()),
                new Pair(before.completed(), after.completed()),
                new Pair(before.churned(), after.churned()));
    }

    private static <T> Set<String> ids(List<T> first, List<T> second, Function<T, String> id) {
        Set<String> ids = new LinkedHashSet<>();
        first.forEach(item -> ids.add(id.apply(item)));
        second.forEach(item -> ids.add(id.apply(item)));
        return ids;
    }

    private static <T> T find(List<T> items, Function<T, String> id, String wanted) {
        return items.stream()
                .filter(item -> id.apply(item).equals(wanted))
                .findFirst()
                .orElse(null);
    }

    /** Writes {@code compare.json} into a folder. */
    public void write(Path folder) throws IOException {
        ReportFiles.json(folder.resolve(FILE), this);
    }

    /** The comparison as a table for people, old → new where they differ. */
    public List<String> text() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                "%-24s %17s %17s %17s %17s", "stage (old → new)", "visited", "in order", "reached", "present"));
        for (StagePair pair : stages) {
            lines.add(String.format(
                    "%-24s %17s %17s %17s %17s",
                    pair.stage(),
                    cell(pair, StageFigures::visited),
                    cell(pair, StageFigures::inOrder),
                    cell(pair, StageFigures::reached),
                    cell(pair, StageFigures::present)));
        }
        lines.add("stalls " + cell(stalls) + ", recovered " + cell(recovered) + ", completed " + cell(completed)
                + ", churned " + cell(churned));
        return lines;
    }

    private static String cell(StagePair pair, Function<StageFigures, Long> figure) {
        return cell(
                Optional.ofNullable(pair.before()).map(figure).orElse(null),
                Optional.ofNullable(pair.after()).map(figure).orElse(null));
    }

    private static String cell(Pair pair) {
        return cell(pair.before(), pair.after());
    }

    private static String cell(Long before, Long after) {
        return Objects.equals(before, after)
                ? String.valueOf(after)
                : (before == null ? "-" : before) + " → " + (after == null ? "-" : after);
    }
}
