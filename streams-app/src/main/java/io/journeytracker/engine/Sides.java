package io.journeytracker.engine;

import io.journeytracker.definition.CompiledJourney;
import io.journeytracker.definition.Match;
import java.util.List;
import java.util.Set;

/**
 * Whether what was felt online and what was felt offline in a visit disagree. Of some of a map's channels it is known on which side they are; a visit's
 * {@linkplain VisitMarks marks} say on which side something felt well or badly, after those of channels and touchpoints. Immutable.
 */
public final class Sides {

    /** A side. */
    public enum Side {
        ONLINE,
        OFFLINE
    }

    private static final Set<String> ONLINE = Set.of("web", "app", "e-mail", "chat", "social", "search");
    private static final Set<String> OFFLINE = Set.of("phone", "store", "direct-mail", "word-of-mouth");

    /** In thousandths; in between it was neither. */
    private static final int WELL = 200;

    private static final int BADLY = -WELL;

    private static final int NEITHER = -1;
    private static final int FEELINGS = 2;
    static final int MARKS = FEELINGS * Side.values().length;

    /** By channel: the mark of having felt well there, the next one of badly; or NEITHER. */
    private final int[] well;

    private final int first;

    public Sides(CompiledJourney journey) {
        List<String> channels = journey.channels();
        first = VisitMarks.after(
                channels.size(), journey.definition().touchpoints().size());
        well = channels.stream()
                .mapToInt(channel -> ONLINE.contains(channel)
                        ? mark(Side.ONLINE, true)
                        : OFFLINE.contains(channel) ? mark(Side.OFFLINE, true) : NEITHER)
                .toArray();
    }

    private int mark(Side side, boolean good) {
        return first + FEELINGS * side.ordinal() + (good ? 0 : 1);
    }

    /** With what was felt at the touchpoint. */
    VisitMarks felt(VisitMarks marks, Match match) {
        int emotion = match.emotion();
        if (emotion == Match.NO_EMOTION || match.channel() < 0 || well[match.channel()] == NEITHER) {
            return marks;
        }
        return emotion >= WELL
                ? marks.with(well[match.channel()])
                : emotion <= BADLY ? marks.with(well[match.channel()] + 1) : marks;
    }

    /** Whether it felt well on the side and never badly, and badly on the other one and never well. */
    public boolean better(Side side, VisitMarks marks) {
        Side other = side == Side.ONLINE ? Side.OFFLINE : Side.ONLINE;
        return marks.has(mark(side, true))
                && !marks.has(mark(side, false))
                && marks.has(mark(other, false))
                && !marks.has(mark(other, true));
    }

    /** The same marks in the places of another version of the map. */
    VisitMarks translated(VisitMarks marks, Sides to, VisitMarks into) {
        VisitMarks there = into;
        for (int i = 0; i < MARKS; i++) {
            there = marks.has(first + i) ? there.with(to.first + i) : there;
        }
        return there;
    }
}
