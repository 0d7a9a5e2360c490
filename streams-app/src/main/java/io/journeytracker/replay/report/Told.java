package io.journeytracker.replay.report;

import io.journeytracker.schema.JourneyTransition;
import io.journeytracker.schema.TransitionKind;

/** What a report keeps of a transition. Names as in JourneyTransition. */
record Told(
        TransitionKind kind,
        String customer,
        int instance,
        String stage,
        String from,
        long visitSince,
        Long fromVisitSince,
        long at,
        long since,
        Long due,
        String rule) {

    /** The rule of everything that tells of a stall; no churn rule and no exit may have this id. */
    private static final String STALL = "stall";

    static Told of(JourneyTransition transition) {
        return new Told(
                transition.getKind(),
                transition.getCustomer(),
                transition.getInstance(),
                transition.getStage(),
                transition.getFrom(),
                transition.getVisitSince(),
                transition.getFromVisitSince(),
                transition.getAt(),
                transition.getSince(),
                transition.getDue(),
                transition.getRule());
    }

    boolean ofStall() {
        return STALL.equals(rule);
    }
}
