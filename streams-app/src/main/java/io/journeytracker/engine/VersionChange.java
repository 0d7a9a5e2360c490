package io.journeytracker.engine;

import io.journeytracker.definition.CompiledJourney;
import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.definition.Match;
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
        s.status = Standing.Status.COMPLETED;
        s.endRule = -1;
        s.endedAt = LONG_AGO;
        return to.restore(s, List.of(), JourneyState.NOTHING_TOLD, state.replayUntil());
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
