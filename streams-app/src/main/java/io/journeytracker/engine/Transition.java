package io.journeytracker.engine;

import io.journeytracker.schema.TransitionKind;
import java.util.List;

/**
 * Something that happened to one customer on one journey. A value: two transitions that say the same are equal, which is
 * how a refold finds what changed. Stages, personas, rules, events and channels are indices into the journey's definition
 * (events and channels: into its {@link io.journeytracker.definition.CompiledJourney}); -1 stands for none.
 *
 * @param kind what happened
 * @param instance which journey of the customer, from 1
 * @param stage of a move the stage entered, of everything else the one stood in; -1 is {@code none}
 * @param from of a move the stage left, -1 is {@code none}; {@link #NOWHERE} where there was no move or nothing was left
 * @param persona persona of the visit to {@code stage}; -1 is {@code other}
 * @param visitSince when the visit to {@code stage} began
 * @param fromPersona of ADVANCED and BACK the persona of the visit that was left, else -1
 * @param fromVisitSince of ADVANCED and BACK when the visit that was left began, else {@link #NEVER}
 * @param at when it became true, as docs/engine.md fixes it
 * @param since start of the gap, of STALLED, RECOVERED, SUPERSEDED, CHURNED, RETURNED and EXPIRED (of CHURNED by an event
 *     and what supersedes it: that touchpoint's time); of others equal to {@code visitSince}
 * @param due of STALLED and RECOVERED the stall's, of CHURNED by silence and RETURNED the churn's, of SUPERSEDED that of what
 *     it ends, of EXPIRED the expiry's due time; else {@link #NEVER}
 * @param rule of EXITED the exit, of CHURNED and RETURNED, and of SUPERSEDED where it ends a churn, the churn rule within its
 *     stage; else -1
 * @param dissatisfied of EXITED and CHURNED: left dissatisfied
 * @param endsVisit the visit to {@code stage} has its outcome with this transition (COMPLETED, EXITED, CHURNED, EXPIRED,
 *     where a visit was open)
 * @param lastEvent the last touchpoint's event (of what a touchpoint did: that touchpoint's)
 * @param lastTime the last touchpoint's time
 * @param lastChannel the last touchpoint's channel
 * @param mood the emotion felt last, in thousandths, or {@link io.journeytracker.definition.Match#NO_EMOTION}
 * @param value the last value, in hundredths, or {@link io.journeytracker.definition.Match#NO_VALUE}
 * @param currency of the value; empty: none
 * @param breakdowns of the visit to {@code stage}, as in Match
 * @param fromBreakdowns of ADVANCED and BACK those of the visit that was left, else empty
 */
public record Transition(
        TransitionKind kind,
        int instance,
        int stage,
        int from,
        int persona,
        long visitSince,
        int fromPersona,
        long fromVisitSince,
        long at,
        long since,
        long due,
        int rule,
        boolean dissatisfied,
        boolean endsVisit,
        int lastEvent,
        long lastTime,
        int lastChannel,
        int mood,
        long value,
        String currency,
        List<String> breakdowns,
        List<String> fromBreakdowns) {

    /** No stage was left: the journey began, or the transition is not a move. */
    public static final int NOWHERE = -2;

    /** No such time. */
    public static final long NEVER = Long.MIN_VALUE;
}
