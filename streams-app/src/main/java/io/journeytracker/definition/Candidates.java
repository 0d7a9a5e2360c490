package io.journeytracker.definition;

import io.journeytracker.schema.Touchpoint;
import java.util.List;

/** The rules that a touchpoint of one event name can match, each kind in the map's order. */
record Candidates(
        int event,
        CompiledRule[] stages,
        CompiledRule[] touchpoints,
        CompiledRule[] exits,
        CompiledRule[] churns,
        CompiledRule[] reentry) {

    /** Those of the rules that name the event or no event at all. */
    static Candidates of(int index, String event, List<CompiledRule> rules) {
        return new Candidates(
                index,
                select(RuleTrial.Kind.STAGE, event, rules),
                select(RuleTrial.Kind.TOUCHPOINT, event, rules),
                select(RuleTrial.Kind.EXIT, event, rules),
                select(RuleTrial.Kind.CHURN, event, rules),
                select(RuleTrial.Kind.REENTRY, event, rules));
    }

    private static CompiledRule[] select(RuleTrial.Kind kind, String event, List<CompiledRule> rules) {
        return rules.stream()
                .filter(rule -> rule.kind() == kind)
                .filter(rule -> rule.events().isEmpty() || rule.events().contains(event))
                .toArray(CompiledRule[]::new);
    }

    /** The target of the first rule that matches; -1: none does. */
    static int first(CompiledRule[] rules, Touchpoint touchpoint, TouchpointVariables variables) {
        for (CompiledRule rule : rules) {
            if (rule.matches(touchpoint, variables)) {
                return rule.target();
            }
        }
        return -1;
    }

    /** A bit for the target of every rule that matches. */
    static long all(CompiledRule[] rules, Touchpoint touchpoint, TouchpointVariables variables) {
        long bits = 0;
        for (CompiledRule rule : rules) {
            if (rule.matches(touchpoint, variables)) {
                bits |= 1L << rule.target();
            }
        }
        return bits;
    }
}
