package io.journeytracker.app.command;

import io.journeytracker.replay.report.ReplaySummary;
import io.journeytracker.replay.report.StageFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A replay's figures for the terminal. */
final class ReplayText {

    private ReplayText() {}

    static List<String> of(ReplaySummary summary) {
        List<String> lines = new ArrayList<>();
        lines.add("%,d events of %,d customers from %s to %s%s"
                .formatted(
                        summary.events(),
                        summary.customers(),
                        summary.from(),
                        summary.to(),
                        summary.rejected() == 0 ? "" : "; %,d rows rejected".formatted(summary.rejected())));
        int width = summary.stages().stream()
                .mapToInt(stage -> stage.stage().length())
                .max()
                .orElse(0);
        String row = "  %-" + Math.max(width, "stage".length()) + "s %10s %10s %10s %10s %12s %12s";
        lines.add(row.formatted("stage", "visited", "in order", "reached", "present", "dwell p50", "dwell p95"));
        for (StageFigures stage : summary.stages()) {
            lines.add(row.formatted(
                    stage.stage(),
                    stage.visited(),
                    stage.inOrder(),
                    stage.reached(),
                    stage.present(),
                    seconds(stage.dwellSeconds().p50()),
                    seconds(stage.dwellSeconds().p95())));
        }
        summary.exits().forEach(exit -> lines.add("  exit " + exit.exit() + ": " + exit.customers() + " customers"));
        lines.add("%,d stalls, %,d of them recovered; %,d completed; %,d churned"
                .formatted(summary.stalls(), summary.recovered(), summary.completed(), summary.churned()));
        return lines;
    }

    private static String seconds(Number seconds) {
        return seconds == null ? "-" : String.format(Locale.ROOT, "%.0f s", seconds.doubleValue());
    }
}
