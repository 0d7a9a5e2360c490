package io.journeytracker.engine;

import io.journeytracker.engine.Conversion.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The rules of docs/engine.md, Conversions: which visits still wait for the stage that the map's author wants. */
final class Conversions {

    /** Of one customer no more visits than this wait at a time on a journey; a further one is not followed. */
    static final int MAX_PENDING = 32;

    private final Rules rules;

    Conversions(Rules rules) {
        this.rules = rules;
    }

    /** A visit to the stage begins: what waited for it is converted, and the visit itself may have to wait. */
    void begins(Standing s, int stage, Sink sink) {
        if (stage < 0) {
            return;
        }
        if (!s.pending.isEmpty()) {
            decide(s, visit -> rules.conversion[visit.stage()].reachedBy(stage), Outcome.CONVERTED, sink);
        }
        if (rules.conversion[stage] != null && s.pending.size() < MAX_PENDING) {
            PendingVisit visit = new PendingVisit(stage, s.visitPersona, s.visitSince);
            List<PendingVisit> pending = new ArrayList<>(s.pending.size() + 1);
            pending.addAll(s.pending);
            pending.add(visit);
            s.pending = List.copyOf(pending);
            say(visit, Outcome.PENDING, sink);
        }
    }

    /** When the first of them is missed, {@link Long#MAX_VALUE}: none waits. */
    long due(Standing s) {
        if (s.pending.isEmpty()) {
            return Long.MAX_VALUE;
        }
        // Who is forgotten reaches nothing any more, and nobody would remember who waited.
        long due = s.lastTime + rules.retention;
        for (PendingVisit visit : s.pending) {
            due = Math.min(due, end(visit));
        }
        return due;
    }

    /** Those whose time is over, at the time at which the first of them fell due. */
    void miss(Standing s, long due, Sink sink) {
        boolean forgotten = due == s.lastTime + rules.retention;
        decide(s, visit -> forgotten || end(visit) <= due, Outcome.MISSED, sink);
    }

    /** The journey begins anew: what the old one waited for does not come any more. */
    void missAll(Standing s, Sink sink) {
        if (!s.pending.isEmpty()) {
            decide(s, visit -> true, Outcome.MISSED, sink);
        }
    }

    private long end(PendingVisit visit) {
        return visit.since() + rules.conversion[visit.stage()].within();
    }

    private static void decide(Standing s, Predicate<PendingVisit> decided, Outcome outcome, Sink sink) {
        List<PendingVisit> left = new ArrayList<>(s.pending.size());
        for (PendingVisit visit : s.pending) {
            if (decided.test(visit)) {
                say(visit, outcome, sink);
            } else {
                left.add(visit);
            }
        }
        if (left.size() < s.pending.size()) {
            s.pending = List.copyOf(left);
        }
    }

    private static void say(PendingVisit visit, Outcome outcome, Sink sink) {
        if (sink != null) {
            sink.counted(new Conversion(visit, outcome));
        }
    }
}
