package io.journeytracker.definition;

import dev.cel.common.CelValidationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every event rule of a map, compiled, each kind in the map's order. */
final class CompiledRules {

    private final List<CompiledRule> compiled = new ArrayList<>();

    static List<CompiledRule> of(JourneyDefinition map) {
        CompiledRules rules = new CompiledRules();
        for (int stage = 0; stage < map.stages().size(); stage++) {
            for (EventRule enter : map.stages().get(stage).enter()) {
                rules.add(RuleTrial.Kind.STAGE, stage, enter);
            }
        }
        int bit = 0;
        for (Stage stage : map.stages()) {
            for (EventRule event : churnEvents(stage).toList()) {
                rules.add(RuleTrial.Kind.CHURN, bit++, event);
            }
        }
        for (int touchpoint = 0; touchpoint < map.touchpoints().size(); touchpoint++) {
            int index = touchpoint;
            map.touchpoints()
                    .get(touchpoint)
                    .rule()
                    .ifPresent(rule -> rules.add(RuleTrial.Kind.TOUCHPOINT, index, rule));
        }
        for (int exit = 0; exit < map.exits().size(); exit++) {
            rules.add(RuleTrial.Kind.EXIT, exit, map.exits().get(exit).event());
        }
        map.reentry().ifPresent(reentry -> rules.add(RuleTrial.Kind.REENTRY, 0, reentry.event()));
        return List.copyOf(rules.compiled);
    }

    /** The same rules as the map has them. */
    static Stream<EventRule> in(JourneyDefinition map) {
        return Stream.of(
                        map.stages().stream().flatMap(stage -> stage.enter().stream()),
                        map.stages().stream().flatMap(CompiledRules::churnEvents),
                        map.touchpoints().stream().flatMap(touchpoint -> touchpoint.rule().stream()),
                        map.exits().stream().map(Exit::event),
                        map.reentry().stream().map(Reentry::event))
                .flatMap(rules -> rules);
    }

    private static Stream<EventRule> churnEvents(Stage stage) {
        return stage.churn().stream().flatMap(churn -> churn.event().stream());
    }

    private void add(RuleTrial.Kind kind, int target, EventRule rule) {
        compiled.add(new CompiledRule(kind, target, rule, rule.when().map(CompiledRules::condition)));
    }

    static Condition condition(String when) {
        try {
            return Expressions.condition(when);
        } catch (CelValidationException invalid) {
            throw new IllegalArgumentException("Condition does not compile: " + when, invalid);
        }
    }

    static Breakdown breakdown(String name, String expression) {
        try {
            return Expressions.breakdown(name, expression);
        } catch (CelValidationException invalid) {
            throw new IllegalArgumentException("Breakdown does not compile: " + expression, invalid);
        }
    }

    static Optional<Condition> condition(Optional<String> when) {
        return when.map(CompiledRules::condition);
    }
}
