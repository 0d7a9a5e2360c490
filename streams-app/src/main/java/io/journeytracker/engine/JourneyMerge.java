package io.journeytracker.engine;

import io.journeytracker.definition.Match;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Two customers on the same map, each with a checkpoint and a tail, turn out to be one: docs/engine.md, Merging. Which of them
 * is called the first changes nothing.
 */
final class JourneyMerge {

    private final Fold fold;
    private final Rules rules;

    /**
     * What both are together.
     *
     * @param exact the same as if all touchpoints had been one customer's from the start
     */
    record Together(Standing checkpoint, List<Match> tail, boolean exact) {}

    JourneyMerge(Fold fold, Rules rules) {
        this.fold = fold;
        this.rules = rules;
    }

    Together of(JourneyState a, JourneyState b) {
        boolean firstIsLater = isLater(a.checkpoint(), b.checkpoint());
        JourneyState later = firstIsLater ? a : b;
        JourneyState earlier = firstIsLater ? b : a;
        Standing cut = later.checkpoint();
        Standing before = new Standing(earlier.checkpoint());
        List<Match> after = new ArrayList<>();
        for (Match match : earlier.tail()) {
            if (cut.touchpoints > 0 && match.compareKey(cut.lastTime, cut.lastOrder, cut.lastId) <= 0) {
                fold.apply(before, match, null);
            } else {
                after.add(match);
            }
        }
        boolean exact = before.touchpoints == 0;
        Standing checkpoint = exact ? new Standing(cut) : together(before, cut);
        return new Together(checkpoint, sorted(later.tail(), after), exact);
    }

    private static boolean isLater(Standing a, Standing b) {
        if (a.lastTime != b.lastTime) {
            return a.lastTime > b.lastTime;
        }
        return a.lastOrder != b.lastOrder ? a.lastOrder > b.lastOrder : a.lastId >= b.lastId;
    }

    private static List<Match> sorted(List<Match> a, List<Match> b) {
        List<Match> all = new ArrayList<>(a);
        all.addAll(b);
        all.sort(null);
        Set<Long> seen = new HashSet<>();
        all.removeIf(match -> !seen.add(match.id()));
        return all;
    }

    /**
     * Two pasts that cannot be folded again. What was touched is touched; of where they stand the later counts, unless the
     * earlier one had ended and the map is sticky, or had come further and customers never go back.
     */
    private Standing together(Standing earlier, Standing later) {
        Standing s = new Standing(later);
        s.touchpoints = earlier.touchpoints + later.touchpoints;
        s.visited |= earlier.visited;
        s.exitsSeen |= earlier.exitsSeen;
        s.inOrder = Math.max(earlier.inOrder, later.inOrder);
        s.instance = Math.max(earlier.instance, later.instance);
        Weeks.together(s, earlier, later);
        s.persona = later.persona >= 0 ? later.persona : earlier.persona;
        s.mood = later.mood != Match.NO_EMOTION ? later.mood : earlier.mood;
        if (later.value == Match.NO_VALUE) {
            s.value = earlier.value;
            s.currency = earlier.currency;
        }
        s.breakdowns = Fold.latest(earlier.breakdowns, later.breakdowns);
        boolean endedFirst =
                rules.sticky && earlier.status.ended() && (!later.status.ended() || earlier.endedAt < later.endedAt);
        boolean further = rules.furthest
                && earlier.status == Standing.Status.ACTIVE
                && !later.status.ended()
                && earlier.stage > later.stage;
        if (endedFirst || further) {
            s.status = earlier.status;
            s.stage = earlier.stage;
            s.visitPersona = earlier.visitPersona;
            s.visitBreakdowns = earlier.visitBreakdowns;
            s.visitMarks = earlier.visitMarks;
            s.visitSince = earlier.visitSince;
            s.visitTouchpoints = earlier.visitTouchpoints;
            s.pending = earlier.pending;
            s.endRule = earlier.endRule;
            s.endedAt = earlier.endedAt;
            s.leftDissatisfied = earlier.leftDissatisfied;
            s.stallSpent = earlier.stallSpent;
            // The later touchpoint ended whatever silence there was.
            s.stalled = false;
            s.gapSince = Math.max(earlier.gapSince, later.gapSince);
        }
        return s;
    }
}
