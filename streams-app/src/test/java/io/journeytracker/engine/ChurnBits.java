package io.journeytracker.engine;

import io.journeytracker.definition.Churn;
import io.journeytracker.definition.JourneyDefinition;

/** Counts churn-by-event rules: over the stages in order, then over each stage's list. */
final class ChurnBits {

    private ChurnBits() {}

    /** The rule's bit in a match; -1: it is a rule by silence. */
    static int bit(JourneyDefinition map, int stage, int churn) {
        int bit = 0;
        for (int s = 0; s < map.stages().size(); s++) {
            for (int c = 0; c < map.stages().get(s).churn().size(); c++) {
                Churn rule = map.stages().get(s).churn().get(c);
                if (s == stage && c == churn) {
                    return rule.event().isPresent() ? bit : -1;
                }
                bit += rule.event().isPresent() ? 1 : 0;
            }
        }
        throw new IllegalArgumentException("no churn rule " + churn + " in stage " + stage);
    }

    /** How many rules there are. */
    static int count(JourneyDefinition map) {
        return (int) map.stages().stream()
                .flatMap(stage -> stage.churn().stream())
                .filter(churn -> churn.event().isPresent())
                .count();
    }
}
