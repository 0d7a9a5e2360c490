package io.journeytracker.engine;

import io.journeytracker.definition.Match;
import java.util.List;
import java.util.Objects;

/**
 * Where one customer stands on one journey after some touchpoints: the accumulator of the fold. Indices as in {@link
 * Match}. Mutable, so that folding a million touchpoints a second allocates nothing for it; only {@link Fold} and the
 * state's codec write to it.
 */
public final class Standing {

    /** How the customer stands there. The order is stored: append only. */
    public enum Status {
        ACTIVE,
        CHURNED_BY_SILENCE,
        CHURNED_BY_EVENT,
        COMPLETED,
        EXITED,
        EXPIRED;

        /** Nothing but a re-entry (or, where the map is not sticky, a later stage) moves the customer. */
        boolean ended() {
            return this == CHURNED_BY_EVENT || this == COMPLETED || this == EXITED;
        }

        /** A rule of the map says by what. */
        boolean endsByRule() {
            return this == CHURNED_BY_SILENCE || this == CHURNED_BY_EVENT || this == EXITED;
        }

        /** A churn alert stands until the customer comes back, begins anew or is forgotten. */
        public boolean churned() {
            return this == CHURNED_BY_SILENCE || this == CHURNED_BY_EVENT;
        }
    }

    public int touchpoints;
    public long lastTime = Long.MIN_VALUE;
    public long lastOrder = Long.MIN_VALUE;
    public long lastId = Long.MIN_VALUE;
    public int instance;
    public Status status = Status.ACTIVE;
    public int stage = -1;
    public int persona = -1;
    public int visitPersona = -1;
    public long visitSince;
    public int visitTouchpoints;
    public long gapSince;
    public boolean stalled;
    public boolean stallSpent;
    public int endRule = -1;
    public long endedAt;
    public int lastEvent = -1;
    public int lastChannel = -1;
    public int mood = Match.NO_EMOTION;
    public long value = Match.NO_VALUE;
    public String currency = "";
    public long visited;
    public int inOrder;
    public long exitsSeen;
    public List<String> breakdowns = List.of();
    public List<String> visitBreakdowns = List.of();
    /** What was in the visit so far; of a visit that ended, what was in it. */
    public VisitMarks visitMarks = VisitMarks.NONE;
    /** In the order in which they began; never changed in place. */
    public List<PendingVisit> pending = List.of();
    /** The week of the first touchpoint, and in which weeks from then on there was one: see {@link Weeks}. */
    public int firstWeek;

    public int weeks;

    /** Of who left by an exit or by a churn event: as it was told then, whatever they felt since. Null: not so, or not known. */
    public Boolean leftDissatisfied;

    public Standing() {}

    Standing(Standing that) {
        touchpoints = that.touchpoints;
        lastTime = that.lastTime;
        lastOrder = that.lastOrder;
        lastId = that.lastId;
        instance = that.instance;
        status = that.status;
        stage = that.stage;
        persona = that.persona;
        visitPersona = that.visitPersona;
        visitSince = that.visitSince;
        visitTouchpoints = that.visitTouchpoints;
        gapSince = that.gapSince;
        stalled = that.stalled;
        stallSpent = that.stallSpent;
        endRule = that.endRule;
        endedAt = that.endedAt;
        lastEvent = that.lastEvent;
        lastChannel = that.lastChannel;
        mood = that.mood;
        value = that.value;
        currency = that.currency;
        visited = that.visited;
        inOrder = that.inOrder;
        exitsSeen = that.exitsSeen;
        breakdowns = that.breakdowns;
        visitBreakdowns = that.visitBreakdowns;
        visitMarks = that.visitMarks;
        pending = that.pending;
        firstWeek = that.firstWeek;
        weeks = that.weeks;
        leftDissatisfied = that.leftDissatisfied;
    }

    /** A touchpoint was folded and the journey was not forgotten since. */
    public boolean begun() {
        return touchpoints > 0 && status != Status.EXPIRED;
    }

    /** The customer is in a visit that has no outcome yet. */
    public boolean visitOpen() {
        return touchpoints > 0 && status == Status.ACTIVE;
    }

    /** The visit has no outcome but what an alert says, which is told and taken back by itself. */
    public boolean visitUndecided() {
        return touchpoints > 0
                && (status == Status.ACTIVE
                        || status == Status.CHURNED_BY_SILENCE
                        || status == Status.CHURNED_BY_EVENT);
    }

    /** Both are in the same visit. */
    public boolean sameVisit(Standing that) {
        return stage == that.stage && visitPersona == that.visitPersona && visitSince == that.visitSince;
    }

    /** The furthest stage that was touched, -1: none. */
    public int reached() {
        return 63 - Long.numberOfLeadingZeros(visited);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Standing that
                && touchpoints == that.touchpoints
                && lastTime == that.lastTime
                && lastOrder == that.lastOrder
                && lastId == that.lastId
                && instance == that.instance
                && status == that.status
                && stage == that.stage
                && persona == that.persona
                && visitPersona == that.visitPersona
                && visitSince == that.visitSince
                && visitTouchpoints == that.visitTouchpoints
                && gapSince == that.gapSince
                && stalled == that.stalled
                && stallSpent == that.stallSpent
                && endRule == that.endRule
                && endedAt == that.endedAt
                && lastEvent == that.lastEvent
                && lastChannel == that.lastChannel
                && mood == that.mood
                && value == that.value
                && currency.equals(that.currency)
                && visited == that.visited
                && inOrder == that.inOrder
                && exitsSeen == that.exitsSeen
                && breakdowns.equals(that.breakdowns)
                && visitBreakdowns.equals(that.visitBreakdowns)
                && visitMarks.equals(that.visitMarks)
                && pending.equals(that.pending)
                && firstWeek == that.firstWeek
                && weeks == that.weeks
                && Objects.equals(leftDissatisfied, that.leftDissatisfied);
    }

    @Override
    public int hashCode() {
        return Objects.hash(touchpoints, lastTime, lastOrder, lastId, status, stage);
    }
}
