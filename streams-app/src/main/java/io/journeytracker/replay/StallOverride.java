package io.journeytracker.replay;

import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.definition.Severity;
import io.journeytracker.definition.Stage;
import io.journeytracker.definition.Stall;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A map with one timeout for every stage: those without get one as the language's defaults have it. */
public final class StallOverride {

    private StallOverride() {}

    public static JourneyDefinition of(JourneyDefinition map, Duration after) {
        List<Stage> stages =
                map.stages().stream().map(stage -> with(stage, after)).toList();
        return new JourneyDefinition(
                map.id(),
                map.version(),
                map.title(),
                map.objective(),
                map.owner(),
                map.review(),
                map.progress(),
                map.initial(),
                map.grace(),
                map.retention(),
                map.personas(),
                map.breakdowns(),
                map.touchpoints(),
                stages,
                map.groups(),
                map.terminal(),
                map.sticky(),
                map.exits(),
                map.reentry(),
                map.idealPath(),
                map.extensions());
    }

    private static Stage with(Stage stage, Duration after) {
        Stall before = stage.stall().orElse(new Stall(after, Stall.Clock.ACTIVITY, Stall.Resets.ANY, Severity.WARNING));
        Stall stall = new Stall(after, before.clock(), before.resets(), before.severity());
        return new Stage(
                stage.id(),
                stage.title(),
                stage.owner(),
                stage.path(),
                stage.enter(),
                Optional.of(stall),
                stage.churn(),
                stage.targets());
    }
}
