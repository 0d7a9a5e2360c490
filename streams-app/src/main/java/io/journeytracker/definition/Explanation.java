package io.journeytracker.definition;

import io.journeytracker.schema.Touchpoint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Holds a touchpoint against every rule of a map and tells what became of each. For people: not made for speed. */
final class Explanation {

    private final JourneyDefinition map;
    private final List<CompiledRule> rules;
    private final Condition[] personas;
    private final Set<RuleTrial.Kind> decided = new HashSet<>();
    private final List<RuleTrial> trials = new ArrayList<>();

    Explanation(JourneyDefinition map, List<CompiledRule> rules, Condition[] personas) {
        this.map = map;
        this.rules = rules;
        this.personas = personas;
    }

    List<RuleTrial> of(Touchpoint touchpoint) {
        TouchpointVariables variables = new TouchpointVariables(touchpoint);
        for (CompiledRule rule : rules) {
            add(rule.kind(), id(rule), rule.whyNot(touchpoint, variables));
        }
        for (int persona = 0; persona < personas.length; persona++) {
            if (personas[persona] != null) {
                String id = map.personas().get(persona).id();
                add(RuleTrial.Kind.PERSONA, id, personas[persona].whyNot(variables));
            }
        }
        return List.copyOf(trials);
    }

    // Which churn rule counts depends on the stage stood in, so all that match are chosen.
    private void add(RuleTrial.Kind kind, String id, Optional<String> whyNot) {
        boolean matched = whyNot.isEmpty();
        boolean chosen = matched && (decided.add(kind) || kind == RuleTrial.Kind.CHURN);
        trials.add(new RuleTrial(kind, id, matched, chosen, whyNot.orElse("")));
    }

    private String id(CompiledRule rule) {
        return switch (rule.kind()) {
            case STAGE -> map.stages().get(rule.target()).id();
            case TOUCHPOINT -> map.touchpoints().get(rule.target()).id();
            case EXIT -> map.exits().get(rule.target()).id();
            case CHURN -> churn(rule.target());
            case REENTRY, PERSONA -> "";
        };
    }

    private String churn(int bit) {
        return map.stages().stream()
                .flatMap(stage -> stage.churn().stream()
                        .filter(churn -> churn.event().isPresent())
                        .map(churn -> stage.id() + "/" + churn.id()))
                .skip(bit)
                .findFirst()
                .orElseThrow();
    }
}
