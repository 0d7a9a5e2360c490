package io.journeytracker.journey;

import io.journeytracker.definition.CompiledJourney;
import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.definition.Match;
import io.journeytracker.definition.Stage;
import io.journeytracker.engine.Standing;
import io.journeytracker.schema.PainKind;
import io.journeytracker.schema.PainPoint;
import io.journeytracker.schema.StandingAlert;
import java.util.ArrayList;
import java.util.List;

/** What those who write to a customer, or offer something, want to know beside where the customer is. Pure rules on the map and the state. */
final class Feed {

    /** In thousandths: felt as bad as that or worse counts as dissatisfied. */
    private static final int DISSATISFIED = -300;

    private Feed() {}

    /** The stage that the map's author wants next; null: there is none. */
    static String nextStage(CompiledJourney compiled, Standing s) {
        JourneyDefinition map = compiled.definition();
        if (s.status != Standing.Status.ACTIVE || map.terminal().contains(compiled.stageName(s.stage))) {
            return null;
        }
        List<String> path = map.idealPath();
        int onPath = path.indexOf(compiled.stageName(s.stage));
        if (onPath >= 0) {
            return onPath + 1 < path.size() ? path.get(onPath + 1) : null;
        }
        int next = s.stage + 1;
        return next < map.stages().size() ? map.stages().get(next).id() : null;
    }

    static List<String> needs(JourneyDefinition map, Standing s) {
        return s.visitPersona < 0
                ? List.of()
                : map.personas().get(s.visitPersona).needs();
    }

    static List<StandingAlert> alerts(CompiledJourney compiled, Standing s) {
        if (s.stage < 0) {
            return List.of();
        }
        Stage stage = compiled.definition().stages().get(s.stage);
        if (s.status == Standing.Status.ACTIVE && s.stalled && stage.stall().isPresent()) {
            return List.of(new StandingAlert(
                    "stall", stage.id(), "stall", stage.stall().get().severity().label(), s.gapSince));
        }
        if (s.status.churned()) {
            var churn = stage.churn().get(s.endRule);
            return List.of(new StandingAlert(
                    "churn", stage.id(), churn.id(), churn.severity().label(), gone(s)));
        }
        return List.of();
    }

    static List<PainPoint> painPoints(CompiledJourney compiled, Standing s) {
        List<PainPoint> pains = new ArrayList<>(2);
        String stage = compiled.stageName(s.stage);
        boolean active = s.status == Standing.Status.ACTIVE;
        if (active && s.stalled) {
            pains.add(new PainPoint(PainKind.STUCK, stage, s.gapSince));
        }
        if (active && s.mood != Match.NO_EMOTION && s.mood <= DISSATISFIED) {
            pains.add(new PainPoint(PainKind.DISSATISFIED, stage, s.visitSince));
        }
        if (s.status.churned()) {
            pains.add(new PainPoint(PainKind.LEFT, stage, gone(s)));
        }
        return pains;
    }

    /** The start of the silence, or the event that ended the journey: as the alert says. */
    private static long gone(Standing s) {
        return s.status == Standing.Status.CHURNED_BY_SILENCE ? s.lastTime : s.endedAt;
    }
}
