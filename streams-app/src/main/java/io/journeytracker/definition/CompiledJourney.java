package io.journeytracker.definition;

import io.journeytracker.schema.Touchpoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A journey map made ready to be applied: rules indexed by event name, conditions compiled, names turned into indices.
 * Immutable and safe for use by several threads.
 */
public final class CompiledJourney {

    private static final String NO_STAGE = "none";
    private static final String OTHER = "other";

    private final JourneyDefinition definition;
    private final List<CompiledRule> rules;
    private final List<String> events;
    private final List<String> channels;
    private final Map<String, Candidates> candidates = new HashMap<>();
    private final Candidates unnamed;
    private final Map<String, Integer> channelIndex;
    private final Map<String, Integer> stageIndex;
    private final boolean[] terminal;
    private final Condition[] personas;
    private final Breakdown[] breakdowns;
    private final int[][] churnBits;

    /**
     * Compiles a validated map.
     *
     * @throws IllegalArgumentException if a condition does not compile; validation finds that first
     */
    public CompiledJourney(JourneyDefinition definition) {
        this.definition = definition;
        this.rules = CompiledRules.of(definition);
        this.events = CompiledRules.in(definition)
                .flatMap(rule -> rule.events().stream())
                .distinct()
                .toList();
        this.channels = Channels.of(CompiledRules.in(definition));
        this.channelIndex = index(channels);
        for (int event = 0; event < events.size(); event++) {
            candidates.put(events.get(event), Candidates.of(event, events.get(event), rules));
        }
        this.unnamed = Candidates.of(-1, "", rules);
        this.stageIndex = index(definition.stages().stream().map(Stage::id).toList());
        this.terminal = new boolean[definition.stages().size()];
        definition.terminal().forEach(id -> terminal[stageIndex.get(id)] = true);
        this.personas = definition.personas().stream()
                .map(persona -> CompiledRules.condition(persona.when()).orElse(null))
                .toArray(Condition[]::new);
        this.breakdowns = definition.breakdowns().entrySet().stream()
                .map(entry -> CompiledRules.breakdown(entry.getKey(), entry.getValue()))
                .toArray(Breakdown[]::new);
        this.churnBits = churnBits(definition.stages());
    }

    private static Map<String, Integer> index(List<String> names) {
        Map<String, Integer> index = new HashMap<>();
        for (String name : names) {
            index.put(name, index.size());
        }
        return Map.copyOf(index);
    }

    private static int[][] churnBits(List<Stage> stages) {
        int[][] bits = new int[stages.size()][];
        int next = 0;
        for (int stage = 0; stage < bits.length; stage++) {
            List<Churn> churns = stages.get(stage).churn();
            bits[stage] = new int[churns.size()];
            for (int churn = 0; churn < churns.size(); churn++) {
                bits[stage][churn] = churns.get(churn).event().isPresent() ? next++ : -1;
            }
        }
        if (next > Long.SIZE) {
            throw new IllegalArgumentException("A map has at most 64 churn rules by event, this one has " + next);
        }
        return bits;
    }

    public JourneyDefinition definition() {
        return definition;
    }

    /** All event names that the map names, in a fixed order. */
    public List<String> events() {
        return events;
    }

    /** The documented channels, then those that only the map names, then {@code other}. */
    public List<String> channels() {
        return channels;
    }

    /** The names of the map's breakdowns, in its order. */
    public List<String> breakdownNames() {
        return Arrays.stream(breakdowns).map(Breakdown::name).toList();
    }

    /**
     * The bit in {@link Match#churns} of the churn rule {@code churn} of stage {@code stage}, 0 to 63.
     *
     * @throws IllegalArgumentException if the rule is not one by event
     */
    public int churnBit(int stage, int churn) {
        int bit = churnBits[stage][churn];
        if (bit < 0) {
            throw new IllegalArgumentException(
                    "Churn rule " + churn + " of stage " + stageName(stage) + " is not by event");
        }
        return bit;
    }

    /** The index of the leaf with this id; -1: the map has none such. */
    public int stageIndex(String id) {
        return stageIndex.getOrDefault(id, -1);
    }

    /** The id of a stage; {@code none} for -1. */
    public String stageName(int stage) {
        return stage < 0 ? NO_STAGE : definition.stages().get(stage).id();
    }

    /** The id of a persona; {@code other} for -1. */
    public String personaName(int persona) {
        return persona < 0 ? OTHER : definition.personas().get(persona).id();
    }

    /** True where the stage completes the journey; false for -1. */
    public boolean isTerminal(int stage) {
        return stage >= 0 && terminal[stage];
    }

    /** The event of this index; null for -1. */
    public String eventName(int event) {
        return event < 0 ? null : events.get(event);
    }

    /** The channel of this index; null for -1. */
    public String channelName(int channel) {
        return channel < 0 ? null : channels.get(channel);
    }

    /**
     * What the map makes of a touchpoint.
     *
     * @param time the touchpoint's effective event time, clamped where its own was impossible
     * @param order its order stamp
     * @param id hash of its source and message id
     */
    public Match match(Touchpoint touchpoint, long time, long order, long id) {
        TouchpointVariables variables = new TouchpointVariables(touchpoint);
        Candidates rules = candidates.getOrDefault(touchpoint.getEvent(), unnamed);
        return new Match(
                time,
                order,
                id,
                Candidates.first(rules.stages(), touchpoint, variables),
                Candidates.first(rules.touchpoints(), touchpoint, variables),
                Candidates.first(rules.exits(), touchpoint, variables),
                Candidates.all(rules.churns(), touchpoint, variables),
                Candidates.first(rules.reentry(), touchpoint, variables) >= 0,
                persona(variables),
                rules.event(),
                channel(touchpoint.getChannel()),
                Felt.emotion(touchpoint),
                Felt.value(touchpoint),
                Felt.currency(touchpoint),
                breakdowns(variables));
    }

    private int persona(TouchpointVariables variables) {
        for (int persona = 0; persona < personas.length; persona++) {
            if (personas[persona] != null && personas[persona].holds(variables)) {
                return persona;
            }
        }
        return -1;
    }

    private int channel(String channel) {
        if (channel == null) {
            return -1;
        }
        Integer index = channelIndex.get(channel);
        return index == null ? channels.size() - 1 : index;
    }

    private List<String> breakdowns(TouchpointVariables variables) {
        List<String> values = List.of();
        for (int i = 0; i < breakdowns.length; i++) {
            String value = breakdowns[i].value(variables);
            if (!value.isEmpty() && values.isEmpty()) {
                values = new ArrayList<>(Collections.nCopies(breakdowns.length, ""));
            }
            if (!value.isEmpty()) {
                values.set(i, value);
            }
        }
        return List.copyOf(values);
    }

    /** Every rule of the map held against a touchpoint, in the map's order: which matched, and why the others did not. */
    public List<RuleTrial> explain(Touchpoint touchpoint) {
        return new Explanation(definition, rules, personas).of(touchpoint);
    }
}
