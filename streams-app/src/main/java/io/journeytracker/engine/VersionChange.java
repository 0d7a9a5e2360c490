package io.journeytracker.engine;

import io.journeytracker.definition.Churn;
import io.journeytracker.definition.CompiledJourney;
import io.journeytracker.definition.Exit;
import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.definition.Match;
import io.journeytracker.definition.Persona;
import io.journeytracker.definition.Stage;
import io.journeytracker.definition.TouchpointRule;
import java.util.List;
import java.util.function.Function;

/** Carries a customer whose journey ended over to another version of the map, for the next journey. */
public final class VersionChange {

    /** The journey ended so long ago that any map lets the customer re-enter. */
    private static final long LONG_AGO = Long.MIN_VALUE / 2;

    private VersionChange() {}

    /**
     * The state on the new map: what is remembered of the customer (stages and exits touched, mood, value, persona) by the
     * ids that both maps have, and no tail. The touchpoint that re-enters is to be applied next.
     */
    public static JourneyState carry(JourneyState state, CompiledJourney from, JourneyEngine to) {
        Standing s = new Standing(state.standing());
        JourneyDefinition old = from.definition();
        JourneyDefinition next = to.journey().definition();
        s.visited = bits(s.visited, old.stages(), next.stages(), stage -> stage.id());
        s.exitsSeen = bits(s.exitsSeen, old.exits(), next.exits(), exit -> exit.id());
        s.inOrder = 0;
        while (s.inOrder < next.stages().size() && (s.visited >>> s.inOrder & 1) != 0) {
            s.inOrder++;
        }
        s.stage = -1;
        s.persona = index(s.persona, old.personas(), next.personas(), persona -> persona.id());
        s.visitPersona = s.persona;
        s.lastEvent = index(s.lastEvent, from.events(), to.journey().events(), name -> name);
        s.lastChannel = index(s.lastChannel, from.channels(), to.journey().channels(), name -> name);
        s.breakdowns = List.of();
        s.visitBreakdowns = List.of();
        s.visitMarks = VisitMarks.NONE;
        s.pending = List.of();
        s.status = Standing.Status.COMPLETED;
        s.endRule = -1;
        s.endedAt = LONG_AGO;
        s.leftDissatisfied = null;
        return to.restore(s, List.of(), JourneyState.NOTHING_TOLD, state.replayUntil());
    }

    /**
     * The state in the words of another version of the map: stages, rules, personas, events and channels by the ids that both
     * maps have. What only the old map knows is lost.
     */
    public static JourneyState translate(JourneyState state, CompiledJourney from, JourneyEngine to) {
        List<Match> tail = state.tail().stream()
                .map(match -> translate(match, from, to.journey()))
                .toList();
        return to.restore(translate(state.checkpoint(), from, to), tail, state.advancedTo(), state.replayUntil());
    }

    private static Standing translate(Standing standing, CompiledJourney from, JourneyEngine engine) {
        CompiledJourney to = engine.journey();
        Standing s = new Standing(standing);
        JourneyDefinition old = from.definition();
        JourneyDefinition next = to.definition();
        s.visited = bits(s.visited, old.stages(), next.stages(), Stage::id);
        s.exitsSeen = bits(s.exitsSeen, old.exits(), next.exits(), Exit::id);
        s.inOrder = Math.min(s.inOrder, Long.numberOfTrailingZeros(~s.visited));
        s.stage = index(s.stage, old.stages(), next.stages(), Stage::id);
        s.persona = index(s.persona, old.personas(), next.personas(), Persona::id);
        s.visitPersona = index(s.visitPersona, old.personas(), next.personas(), Persona::id);
        s.lastEvent = index(s.lastEvent, from.events(), to.events(), name -> name);
        s.lastChannel = index(s.lastChannel, from.channels(), to.channels(), name -> name);
        s.breakdowns = List.of();
        s.visitBreakdowns = List.of();
        s.visitMarks = standing.visitMarks.translated(from, to);
        s.pending = standing.pending.stream()
                .map(visit -> new PendingVisit(
                        index(visit.stage(), old.stages(), next.stages(), Stage::id),
                        index(visit.persona(), old.personas(), next.personas(), Persona::id),
                        visit.since()))
                .filter(visit -> engine.wantsConversion(visit.stage()))
                .toList();
        s.endRule = endRule(standing, s.stage, old, next);
        if (s.status.endsByRule() && s.endRule < 0) {
            s.status = Standing.Status.COMPLETED;
        }
        if (s.stage < 0) {
            s.stalled = false;
        }
        return s;
    }

    private static int endRule(Standing standing, int stage, JourneyDefinition old, JourneyDefinition next) {
        return switch (standing.status) {
            case EXITED -> index(standing.endRule, old.exits(), next.exits(), Exit::id);
            case CHURNED_BY_EVENT, CHURNED_BY_SILENCE ->
                stage < 0
                        ? -1
                        : index(
                                standing.endRule,
                                old.stages().get(standing.stage).churn(),
                                next.stages().get(stage).churn(),
                                Churn::id);
            case ACTIVE, COMPLETED, EXPIRED -> -1;
        };
    }

    private static Match translate(Match m, CompiledJourney from, CompiledJourney to) {
        JourneyDefinition old = from.definition();
        JourneyDefinition next = to.definition();
        return new Match(
                m.time(),
                m.order(),
                m.id(),
                index(m.stage(), old.stages(), next.stages(), Stage::id),
                index(m.touchpoint(), old.touchpoints(), next.touchpoints(), TouchpointRule::id),
                index(m.exit(), old.exits(), next.exits(), Exit::id),
                churns(m.churns(), from, to),
                m.reentry() && next.reentry().isPresent(),
                index(m.persona(), old.personas(), next.personas(), Persona::id),
                index(m.event(), from.events(), to.events(), name -> name),
                index(m.channel(), from.channels(), to.channels(), name -> name),
                m.emotion(),
                m.value(),
                m.currency(),
                List.of());
    }

    private static long churns(long bits, CompiledJourney from, CompiledJourney to) {
        if (bits == 0) {
            return 0;
        }
        long translated = 0;
        List<Stage> stages = from.definition().stages();
        for (int s = 0; s < stages.size(); s++) {
            int stage = index(s, stages, to.definition().stages(), Stage::id);
            for (int r = 0; r < stages.get(s).churn().size() && stage >= 0; r++) {
                Churn rule = stages.get(s).churn().get(r);
                int there = index(
                        r,
                        stages.get(s).churn(),
                        to.definition().stages().get(stage).churn(),
                        Churn::id);
                boolean both = rule.event().isPresent()
                        && there >= 0
                        && to.definition()
                                .stages()
                                .get(stage)
                                .churn()
                                .get(there)
                                .event()
                                .isPresent();
                if (both && (bits >>> from.churnBit(s, r) & 1) != 0) {
                    translated |= 1L << to.churnBit(stage, there);
                }
            }
        }
        return translated;
    }

    /** The same touchpoint, as one that re-enters: the map on which the old journey ended says that it does. */
    public static Match asReentry(Match m) {
        return new Match(
                m.time(),
                m.order(),
                m.id(),
                m.stage(),
                m.touchpoint(),
                m.exit(),
                m.churns(),
                true,
                m.persona(),
                m.event(),
                m.channel(),
                m.emotion(),
                m.value(),
                m.currency(),
                m.breakdowns());
    }

    private static <T> int index(int index, List<T> old, List<T> next, Function<T, String> id) {
        return index < 0 ? -1 : next.stream().map(id).toList().indexOf(id.apply(old.get(index)));
    }

    private static <T> long bits(long bits, List<T> old, List<T> next, Function<T, String> id) {
        long carried = 0;
        for (int i = 0; i < old.size(); i++) {
            int to = (bits >>> i & 1) == 0 ? -1 : index(i, old, next, id);
            if (to >= 0) {
                carried |= 1L << to;
            }
        }
        return carried;
    }
}
