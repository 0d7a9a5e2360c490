package io.journeytracker.engine;

import io.journeytracker.engine.NaiveStanding.Visit;
import io.journeytracker.schema.TransitionKind;
import java.util.List;

/** Fills in what a kind of transition says beyond the visit that it is about. */
final class Say {

    private Say() {}

    static Transition kind(Transition t, TransitionKind kind) {
        return with(t, kind, t.since(), t.due(), t.rule(), t.dissatisfied(), t.endsVisit());
    }

    static Transition since(Transition t, long since) {
        return with(t, t.kind(), since, t.due(), t.rule(), t.dissatisfied(), t.endsVisit());
    }

    /** It tells of a gap: when that began and when it was too long. */
    static Transition gap(Transition t, TransitionKind kind, NaiveDue due) {
        return with(t, kind, due.since(), due.at(), t.rule(), t.dissatisfied(), t.endsVisit());
    }

    static Transition leave(Transition t, int rule, boolean dissatisfied, boolean endsVisit) {
        return with(t, t.kind(), t.since(), t.due(), rule, dissatisfied, endsVisit);
    }

    /** A move out of a stage in which no visit was open. */
    static Transition from(Transition t, int stage) {
        return move(t, t.kind(), new Visit(stage, Transition.NEVER, -1, List.of()));
    }

    /** A move out of a visit that was open. */
    static Transition move(Transition t, TransitionKind kind, Visit left) {
        return new Transition(
                kind,
                t.instance(),
                t.stage(),
                left.stage(),
                t.persona(),
                t.visitSince(),
                left.persona(),
                left.since(),
                t.at(),
                t.since(),
                t.due(),
                t.rule(),
                t.dissatisfied(),
                t.endsVisit(),
                t.lastEvent(),
                t.lastTime(),
                t.lastChannel(),
                t.mood(),
                t.value(),
                t.currency(),
                t.breakdowns(),
                left.breakdowns());
    }

    private static Transition with(
            Transition t,
            TransitionKind kind,
            long since,
            long due,
            int rule,
            boolean dissatisfied,
            boolean endsVisit) {
        return new Transition(
                kind,
                t.instance(),
                t.stage(),
                t.from(),
                t.persona(),
                t.visitSince(),
                t.fromPersona(),
                t.fromVisitSince(),
                t.at(),
                since,
                due,
                rule,
                dissatisfied,
                endsVisit,
                t.lastEvent(),
                t.lastTime(),
                t.lastChannel(),
                t.mood(),
                t.value(),
                t.currency(),
                t.breakdowns(),
                List.of());
    }
}
