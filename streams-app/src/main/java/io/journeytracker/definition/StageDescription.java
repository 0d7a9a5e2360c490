package io.journeytracker.definition;

import java.util.List;

/** What a map says of its stages, each under the groups around it. */
final class StageDescription {

    private final JourneyDefinition map;
    private final DescribedLines lines;
    private List<String> within = List.of();

    StageDescription(JourneyDefinition map, DescribedLines lines) {
        this.map = map;
        this.lines = lines;
    }

    /** @param stage the next one in the map's order */
    void add(Stage stage) {
        for (int depth = 0; depth < stage.path().size(); depth++) {
            if (!within.equals(stage.path()) && !begins(within, stage.path().subList(0, depth + 1))) {
                group(depth, stage.path().get(depth));
            }
        }
        within = stage.path();
        int depth = within.size();
        lines.thing(depth, stage.id(), stage.title(), map.terminal().contains(stage.id()) ? " (completes)" : "")
                .say(depth, "owner", stage.owner());
        stage.enter().forEach(rule -> lines.say(depth, "entered by", RuleWords.of(rule)));
        stage.stall().ifPresent(stall -> lines.say(depth, "stalls", stall(stall)));
        stage.churn().forEach(churn -> lines.say(depth, "churns", churn(churn)));
        stage.targets().ifPresent(targets -> targets(depth, targets));
    }

    private static boolean begins(List<String> path, List<String> with) {
        return path.size() >= with.size() && path.subList(0, with.size()).equals(with);
    }

    private void group(int depth, String id) {
        map.groups().stream()
                .filter(group -> group.id().equals(id))
                .forEach(group -> lines.thing(depth, group.id(), group.title(), ""));
    }

    private static String stall(Stall stall) {
        String without = stall.clock() == Stall.Clock.STAGE
                ? " in the stage"
                : stall.resets() == Stall.Resets.MATCHED
                        ? " without a touchpoint that the map names"
                        : " without a touchpoint";
        return "after " + Durations.text(stall.after()) + without + " ("
                + stall.severity().label() + ")";
    }

    private static String churn(Churn churn) {
        String how = churn.silent()
                .map(silent -> "after " + Durations.text(silent) + " of silence")
                .orElseGet(() -> "by " + RuleWords.of(churn.event().orElseThrow()));
        return churn.id() + ": " + how + MapDescription.feeling(churn.feeling()) + " ("
                + churn.severity().label() + ")";
    }

    private void targets(int depth, Targets targets) {
        targets.conversion()
                .ifPresent(wanted -> lines.say(
                        depth,
                        "target",
                        Figures.percentage(wanted.atLeast()) + " or more reach " + wanted.to() + " within "
                                + Durations.text(wanted.within())));
        targets.dwell().ifPresent(wanted -> {
            wanted.p50()
                    .ifPresent(half -> lines.say(depth, "target", "half stay no longer than " + Durations.text(half)));
            wanted.p95()
                    .ifPresent(most -> lines.say(depth, "target", "95% stay no longer than " + Durations.text(most)));
        });
        targets.emotionAtLeast()
                .ifPresent(
                        least -> lines.say(depth, "target", "felt on average " + Figures.plain(least) + " or better"));
    }
}
