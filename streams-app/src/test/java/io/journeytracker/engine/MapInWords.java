package io.journeytracker.engine;

import io.journeytracker.definition.Churn;
import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.definition.Stage;
import io.journeytracker.definition.Targets;
import java.util.List;
import java.util.stream.Collectors;

/** What of a map matters to the engine, short enough to be read in a failed test. */
final class MapInWords {

    private MapInWords() {}

    static String of(JourneyDefinition map) {
        return "%s, initial %s, terminal %s, sticky %s, grace %s, retention %s, %d personas, exits %s, re-entry %s%n%s"
                .formatted(
                        map.progress(),
                        map.initial().orElse("none"),
                        map.terminal(),
                        map.sticky(),
                        map.grace(),
                        map.retention(),
                        map.personas().size(),
                        map.exits().stream()
                                .map(exit -> exit.id() + " " + exit.feeling())
                                .toList(),
                        map.reentry().map(reentry -> "after " + reentry.after()),
                        map.stages().stream().map(MapInWords::of).collect(Collectors.joining("\n")));
    }

    private static String of(Stage stage) {
        String stall = stage.stall()
                .map(s -> "stall " + s.after() + " " + s.clock() + " " + s.resets())
                .orElse("no stall");
        List<String> churn = stage.churn().stream().map(MapInWords::of).toList();
        String conversion = stage.targets()
                .flatMap(Targets::conversion)
                .map(wanted -> ", to " + wanted.to() + " within " + wanted.within())
                .orElse("");
        return "  " + stage.id() + ": " + stall + ", churn " + churn + conversion;
    }

    private static String of(Churn churn) {
        return churn.silent().map(silent -> "silent " + silent).orElse("event") + " " + churn.feeling();
    }
}
