package io.journeytracker.engine;

import io.journeytracker.schema.TransitionKind;
import java.util.List;

/** Puts a {@link Transition} together out of a standing: what is common to all, and what each kind adds. */
final class Saying {

    private Standing in;
    private int from = Transition.NOWHERE;
    private int fromPersona = -1;
    private long fromVisitSince = Transition.NEVER;
    private List<String> fromBreakdowns = List.of();
    private long since = Transition.NEVER;
    private long due = Transition.NEVER;
    private int rule = -1;
    private boolean dissatisfied;
    private boolean endsVisit;

    Saying(Standing in) {
        this.in = in;
    }

    /** The visit that the move leaves; called while the standing is still in it. */
    Saying leaving(Standing s) {
        fromPersona = s.visitPersona;
        fromVisitSince = s.visitSince;
        fromBreakdowns = s.visitBreakdowns;
        return this;
    }

    Saying in(Standing s) {
        in = s;
        return this;
    }

    Saying from(int stage) {
        from = stage;
        return this;
    }

    Saying gap(long start, long fellDue) {
        since = start;
        due = fellDue;
        return this;
    }

    Saying rule(int index) {
        rule = index;
        return this;
    }

    Saying left(boolean unhappily) {
        dissatisfied = unhappily;
        return this;
    }

    Saying ends(boolean unhappily) {
        endsVisit = true;
        return left(unhappily);
    }

    Transition said(TransitionKind kind, long at) {
        return new Transition(
                kind,
                in.instance,
                in.stage,
                from,
                in.visitPersona,
                in.visitSince,
                fromPersona,
                fromVisitSince,
                at,
                since == Transition.NEVER ? in.visitSince : since,
                due,
                rule,
                dissatisfied,
                endsVisit,
                in.lastEvent,
                in.lastTime,
                in.lastChannel,
                in.mood,
                in.value,
                in.currency,
                in.visitBreakdowns,
                fromBreakdowns);
    }
}
