package io.journeytracker.engine;

import io.journeytracker.definition.Match;
import io.journeytracker.engine.Standing.Status;
import io.journeytracker.schema.TransitionKind;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules of docs/engine.md, step by step: what a touchpoint and what the passing of time do to a {@link Standing}.
 * A null sink says nothing, for folding what was told before.
 */
final class Fold {

    private final Rules rules;
    private final Conversions conversions;

    Fold(Rules rules) {
        this.rules = rules;
        this.conversions = new Conversions(rules);
    }

    /** Advances to the touchpoint's time, then applies it. */
    void apply(Standing s, Match m, Sink sink) {
        advance(s, m.time(), sink);
        touch(s, m, sink);
    }

    /** The next time at which something falls due that is told, {@link Long#MAX_VALUE}: never. */
    long due(Standing s) {
        if (!s.begun()) {
            return Long.MAX_VALUE;
        }
        long due = Math.min(expiryDue(s), conversions.due(s));
        if (s.status == Status.ACTIVE && s.stage >= 0) {
            due = Math.min(due, Math.min(stallDue(s), churnDue(s)));
        }
        return due >= Rules.NEVER_AFTER / 2 ? Long.MAX_VALUE : due;
    }

    /** Tells what falls due strictly before the time. */
    void advance(Standing s, long time, Sink sink) {
        for (long due = due(s); due < time; due = due(s)) {
            boolean travelling = s.status == Status.ACTIVE && s.stage >= 0;
            if (conversions.due(s) == due) {
                conversions.miss(s, due, sink);
            } else if (travelling && stallDue(s) == due) {
                stall(s, due, sink);
            } else if (travelling && churnDue(s) == due) {
                churnBySilence(s, due, sink);
            } else {
                expire(s, due, sink);
            }
        }
    }

    private long stallDue(Standing s) {
        if (s.stalled || s.stallSpent || rules.stallAfter[s.stage] == Rules.NEVER_AFTER) {
            return Long.MAX_VALUE;
        }
        return s.gapSince + rules.stallAfter[s.stage];
    }

    private long churnDue(Standing s) {
        return rules.churnSilentRule[s.stage] < 0 ? Long.MAX_VALUE : s.lastTime + rules.churnSilent[s.stage];
    }

    /** After an end of which no alert stands expiry is silent and told by nobody, but the journey is forgotten all the same. */
    private long expiryDue(Standing s) {
        return rules.retention == Rules.NEVER_AFTER || !(s.status == Status.ACTIVE || s.status.churned())
                ? Long.MAX_VALUE
                : s.lastTime + rules.retention;
    }

    private void stall(Standing s, long due, Sink sink) {
        s.stalled = true;
        s.visitMarks = s.visitMarks.stall();
        s.stallSpent = rules.stallByStageClock[s.stage];
        say(sink, stallSaid(TransitionKind.STALLED, s, due));
    }

    /** What an alert that stands was raised by, so far as the standing knows; null: none stands. */
    Transition alert(Standing s) {
        if (s.touchpoints == 0) {
            return null;
        }
        return switch (s.status) {
            case ACTIVE ->
                s.stalled ? stallSaid(TransitionKind.STALLED, s, s.gapSince + rules.stallAfter[s.stage]) : null;
            case CHURNED_BY_SILENCE ->
                new Saying(s)
                        .gap(s.lastTime, s.endedAt)
                        .rule(s.endRule)
                        .ends(rules.churnDissatisfied(s.stage, s.endRule, s.mood))
                        .said(TransitionKind.CHURNED, s.endedAt);
            case CHURNED_BY_EVENT ->
                new Saying(s)
                        .gap(s.endedAt, Transition.NEVER)
                        .rule(s.endRule)
                        .ends(
                                s.leftDissatisfied == null
                                        ? rules.churnDissatisfied(s.stage, s.endRule, s.mood)
                                        : s.leftDissatisfied)
                        .said(TransitionKind.CHURNED, s.endedAt);
            case COMPLETED, EXITED, EXPIRED -> null;
        };
    }

    private void churnBySilence(Standing s, long due, Sink sink) {
        supersede(s, due, sink);
        int rule = rules.churnSilentRule[s.stage];
        s.status = Status.CHURNED_BY_SILENCE;
        s.endRule = rule;
        s.endedAt = due;
        if (sink != null) {
            sink.told(new Saying(s)
                    .gap(s.lastTime, due)
                    .rule(rule)
                    .ends(rules.churnDissatisfied(s.stage, rule, s.mood))
                    .said(TransitionKind.CHURNED, due));
            sink.ended(ended(s, false));
        }
    }

    private void expire(Standing s, long due, Sink sink) {
        boolean open = s.visitOpen();
        if (s.status.churned()) {
            churnOver(s, due, sink);
        } else if (s.stage >= 0) {
            supersede(s, due, sink);
        }
        s.status = Status.EXPIRED;
        s.endedAt = due;
        if (open && sink != null) {
            sink.told(new Saying(s).gap(s.lastTime, due).ends(false).said(TransitionKind.EXPIRED, due));
            sink.ended(ended(s, false));
        }
    }

    /** A churn is no longer the last word on the customer, although nobody came back from it. */
    private void churnOver(Standing s, long at, Sink sink) {
        if (sink == null) {
            return;
        }
        Saying saying = new Saying(s).rule(s.endRule);
        if (s.status == Status.CHURNED_BY_SILENCE) {
            saying.gap(s.endedAt - rules.churnSilent[s.stage], s.endedAt);
        } else {
            saying.gap(s.endedAt, Transition.NEVER);
        }
        sink.told(saying.said(TransitionKind.SUPERSEDED, at));
    }

    /** What ends on this map with a touchpoint by which the customer goes over to another one. */
    void goOver(Standing s, Match m, Sink sink) {
        advance(s, m.time(), sink);
        if (s.status.churned()) {
            learn(s, m);
            churnOver(s, m.time(), sink);
        }
        conversions.missAll(s, sink);
    }

    /** The visit that the standing is or was in, as one that has ended. */
    static EndedVisit ended(Standing s, boolean onward) {
        return new EndedVisit(s.stage, s.visitPersona, s.visitSince, onward, s.visitMarks, s.visitBreakdowns);
    }

    private void supersede(Standing s, long at, Sink sink) {
        if (s.stalled) {
            say(sink, stallSaid(TransitionKind.SUPERSEDED, s, at));
            s.stalled = false;
        }
    }

    private Transition stallSaid(TransitionKind kind, Standing s, long at) {
        return new Saying(s)
                .gap(s.gapSince, s.gapSince + rules.stallAfter[s.stage])
                .said(kind, at);
    }

    private static void say(Sink sink, Transition transition) {
        if (sink != null) {
            sink.told(transition);
        }
    }

    // ---- one touchpoint ------------------------------------------------------------------------------------------

    private void touch(Standing s, Match m, Sink sink) {
        if (forgotten(s, m.time())) {
            reset(s);
        }
        boolean first = s.touchpoints == 0;
        learn(s, m);
        int after = Weeks.mark(s, m.time(), first);
        if (after >= 0 && sink != null) {
            sink.seen(new Seen(s.firstWeek, after));
        }
        if (first) {
            begin(s, m, TransitionKind.ENTERED, sink);
        } else if (s.status.ended()) {
            afterTheEnd(s, m, sink);
        } else if (s.status == Status.CHURNED_BY_SILENCE) {
            comeBack(s, m, sink);
        } else {
            travel(s, m, sink);
        }
    }

    /** A journey that ended is forgotten in silence; one that was open has told its expiry. */
    private boolean forgotten(Standing s, long time) {
        return s.status == Status.EXPIRED
                || (rules.retention != Rules.NEVER_AFTER && s.touchpoints > 0 && time > s.lastTime + rules.retention);
    }

    private static void reset(Standing s) {
        Standing fresh = new Standing();
        s.touchpoints = 0;
        s.instance = 0;
        s.status = Status.ACTIVE;
        s.stage = -1;
        s.persona = -1;
        s.stalled = false;
        s.stallSpent = false;
        s.endRule = -1;
        s.endedAt = 0;
        s.leftDissatisfied = null;
        s.mood = fresh.mood;
        s.value = fresh.value;
        s.currency = "";
        s.visited = 0;
        s.inOrder = 0;
        s.exitsSeen = 0;
        s.breakdowns = List.of();
    }

    /** What the touchpoint says of the customer, wherever they stand. */
    private void learn(Standing s, Match m) {
        s.touchpoints++;
        s.lastTime = m.time();
        s.lastOrder = m.order();
        s.lastId = m.id();
        s.lastEvent = m.event();
        s.lastChannel = m.channel();
        if (m.persona() >= 0) {
            s.persona = m.persona();
        }
        if (m.emotion() != Match.NO_EMOTION) {
            s.mood = m.emotion();
        }
        if (m.value() != Match.NO_VALUE) {
            s.value = m.value();
            s.currency = m.currency();
        }
        if (m.exit() >= 0) {
            s.exitsSeen |= 1L << m.exit();
        }
        if (!m.breakdowns().isEmpty()) {
            s.breakdowns = latest(s.breakdowns, m.breakdowns());
        }
        visited(s, m.stage());
    }

    private static void visited(Standing s, int stage) {
        if (stage >= 0) {
            s.visited |= 1L << stage;
            if (stage == s.inOrder) {
                s.inOrder++;
            }
        }
    }

    static List<String> latest(List<String> before, List<String> now) {
        if (before.isEmpty() || before.equals(now)) {
            return now;
        }
        List<String> merged = new ArrayList<>(now);
        for (int i = 0; i < merged.size(); i++) {
            if (merged.get(i).isEmpty()) {
                merged.set(i, before.get(i));
            }
        }
        return List.copyOf(merged);
    }

    private void begin(Standing s, Match m, TransitionKind kind, Sink sink) {
        int stage = m.stage();
        if (stage < 0 && rules.initial >= 0) {
            stage = rules.initial;
            visited(s, stage);
        }
        s.instance++;
        conversions.missAll(s, sink);
        beginVisit(s, stage, m, sink);
        if (sink != null) {
            sink.told(new Saying(s).said(kind, m.time()));
        }
        settle(s, m, sink);
    }

    private void afterTheEnd(Standing s, Match m, Sink sink) {
        if (m.reentry() && m.time() >= s.endedAt + rules.reentryAfter) {
            if (s.status.churned()) {
                churnOver(s, m.time(), sink);
            }
            begin(s, m, TransitionKind.REENTERED, sink);
        } else if (!rules.sticky && s.status != Status.CHURNED_BY_EVENT) {
            if (m.exit() >= 0) {
                exitAgain(s, m, sink);
            } else if (rules.moves(s.stage, m.stage())) {
                reopen(s, m, sink);
            }
        }
    }

    private void exitAgain(Standing s, Match m, Sink sink) {
        if (s.status == Status.EXITED && s.endRule == m.exit()) {
            return;
        }
        exit(s, m);
        if (sink != null) {
            sink.told(new Saying(s).rule(m.exit()).left(s.leftDissatisfied).said(TransitionKind.EXITED, m.time()));
        }
    }

    private void exit(Standing s, Match m) {
        s.status = Status.EXITED;
        s.endRule = m.exit();
        s.endedAt = m.time();
        s.leftDissatisfied = rules.exitDissatisfied(m.exit(), s.mood);
    }

    private void reopen(Standing s, Match m, Sink sink) {
        int from = s.stage;
        beginVisit(s, m.stage(), m, sink);
        if (sink != null) {
            sink.told(new Saying(s).from(from).said(TransitionKind.REOPENED, m.time()));
        }
        complete(s, m, sink);
        touched(s, m, sink);
    }

    private void comeBack(Standing s, Match m, Sink sink) {
        int from = s.stage;
        int rule = s.endRule;
        long due = s.endedAt;
        long since = due - rules.churnSilent[from];
        beginVisit(s, rules.moves(from, m.stage()) ? m.stage() : from, m, sink);
        if (sink != null) {
            sink.told(new Saying(s).from(from).gap(since, due).rule(rule).said(TransitionKind.RETURNED, m.time()));
        }
        settle(s, m, sink);
    }

    /** What may follow at once where a visit begins other than by a move. */
    private void settle(Standing s, Match m, Sink sink) {
        if (!leave(s, m, sink)) {
            complete(s, m, sink);
        }
        touched(s, m, sink);
    }

    private void travel(Standing s, Match m, Sink sink) {
        int churn = m.exit() >= 0 ? -1 : rules.churnByEvent(s.stage, m.churns());
        boolean leaves = m.exit() >= 0 || churn >= 0;
        boolean moves = !leaves && rules.moves(s.stage, m.stage());
        if (s.stage >= 0) {
            recover(s, m, leaves || moves, sink);
        }
        if (moves) {
            move(s, m, sink);
            complete(s, m, sink);
        } else {
            s.visitTouchpoints++;
            if (!leave(s, m, sink)) {
                s.visitMarks = rules.sides.felt(s.visitMarks.touch(m, rules.channels), m);
            }
        }
        touched(s, m, sink);
    }

    private void recover(Standing s, Match m, boolean endsVisit, Sink sink) {
        boolean resets =
                rules.stallByStageClock[s.stage] ? endsVisit : !rules.stallResetsByMatched[s.stage] || m.named();
        if (!resets) {
            return;
        }
        if (s.stalled) {
            say(sink, stallSaid(TransitionKind.RECOVERED, s, m.time()));
            s.stalled = false;
        }
        s.gapSince = m.time();
    }

    private void move(Standing s, Match m, Sink sink) {
        int from = s.stage;
        Saying saying = sink == null ? null : new Saying(s).leaving(s);
        EndedVisit ended = sink == null ? null : ended(s, m.stage() > from);
        beginVisit(s, m.stage(), m, sink);
        if (saying != null) {
            TransitionKind kind = m.stage() > from ? TransitionKind.ADVANCED : TransitionKind.BACK;
            sink.told(saying.in(s).from(from).said(kind, m.time()));
            sink.ended(ended);
        }
    }

    /** Leaves by an exit or by a churn event if the touchpoint says so. */
    private boolean leave(Standing s, Match m, Sink sink) {
        if (m.exit() >= 0) {
            exit(s, m);
            if (sink != null) {
                sink.told(new Saying(s).rule(m.exit()).ends(s.leftDissatisfied).said(TransitionKind.EXITED, m.time()));
                sink.ended(ended(s, false));
            }
            return true;
        }
        int churn = rules.churnByEvent(s.stage, m.churns());
        if (churn < 0) {
            return false;
        }
        s.status = Status.CHURNED_BY_EVENT;
        s.endRule = churn;
        s.endedAt = m.time();
        s.leftDissatisfied = rules.churnDissatisfied(s.stage, churn, s.mood);
        if (sink != null) {
            sink.told(new Saying(s)
                    .gap(m.time(), Transition.NEVER)
                    .rule(churn)
                    .ends(s.leftDissatisfied)
                    .said(TransitionKind.CHURNED, m.time()));
            sink.ended(ended(s, false));
        }
        return true;
    }

    private void complete(Standing s, Match m, Sink sink) {
        if (rules.isTerminal(s.stage)) {
            s.status = Status.COMPLETED;
            s.endRule = -1;
            s.endedAt = m.time();
            if (sink != null) {
                sink.told(new Saying(s).ends(false).said(TransitionKind.COMPLETED, m.time()));
            }
        }
    }

    private void beginVisit(Standing s, int stage, Match m, Sink sink) {
        s.status = Status.ACTIVE;
        s.stage = stage;
        s.visitPersona = s.persona;
        s.visitBreakdowns = s.breakdowns;
        s.visitSince = m.time();
        s.visitTouchpoints = 1;
        s.visitMarks = rules.sides.felt(VisitMarks.NONE.touch(m, rules.channels), m);
        s.gapSince = m.time();
        s.stalled = false;
        s.stallSpent = false;
        s.endRule = -1;
        s.endedAt = 0;
        s.leftDissatisfied = null;
        conversions.begins(s, stage, sink);
    }

    private static void touched(Standing s, Match m, Sink sink) {
        if (sink != null) {
            sink.touched(new Touch(s.stage, s.visitPersona, s.visitSince, m));
        }
    }
}
