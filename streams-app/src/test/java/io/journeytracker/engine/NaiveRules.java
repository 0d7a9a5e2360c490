package io.journeytracker.engine;

import io.journeytracker.definition.Churn;
import io.journeytracker.definition.Feeling;
import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.definition.Match;
import io.journeytracker.definition.Progress;
import io.journeytracker.definition.Stage;
import java.util.List;
import java.util.Optional;

/** What a map says of a customer who stands in a stage; -1 is {@code none}. */
record NaiveRules(JourneyDefinition map) {

    boolean moves(Match touchpoint, int from) {
        if (touchpoint.stage() < 0) {
            return false;
        }
        return map.progress() == Progress.FURTHEST ? touchpoint.stage() > from : touchpoint.stage() != from;
    }

    /** The first churn-by-event rule, within the stage, that matched; -1: none. */
    int churnedBy(Match touchpoint, int stage) {
        for (int churn = 0; churn < churns(stage).size(); churn++) {
            int bit = ChurnBits.bit(map, stage, churn);
            if (bit >= 0 && (touchpoint.churns() >> bit & 1) == 1) {
                return churn;
            }
        }
        return -1;
    }

    List<Churn> churns(int stage) {
        return stage < 0 ? List.of() : map.stages().get(stage).churn();
    }

    /** The stage that any first touchpoint gives. */
    int initial() {
        return map.initial().map(id -> stageIds().indexOf(id)).orElse(-1);
    }

    boolean terminal(int stage) {
        return stage >= 0 && map.terminal().contains(stageIds().get(stage));
    }

    boolean dissatisfied(Optional<Feeling> feeling, int mood) {
        if (feeling.isPresent()) {
            return feeling.get() == Feeling.DISSATISFIED;
        }
        return mood != Match.NO_EMOTION && mood < -300;
    }

    private List<String> stageIds() {
        return map.stages().stream().map(Stage::id).toList();
    }
}
