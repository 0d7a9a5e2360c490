package io.journeytracker.journey;

import io.journeytracker.engine.Standing;

/**
 * Where a customer stands, so far as the journey map counts customers: equal places are counted in the same cell.
 *
 * @param rule of churn the churn rule, else -1
 * @param open the visit has no outcome yet
 * @param stalled a stall stands
 */
public record Place(
        int stage, int persona, long visitSince, Standing.Status status, boolean open, boolean stalled, int rule) {

    /** The place, or null where the customer stands nowhere: before the first touchpoint, or forgotten. */
    static Place of(Standing s) {
        if (!s.begun()) {
            return null;
        }
        int rule = s.status.churned() ? s.endRule : -1;
        return new Place(s.stage, s.visitPersona, s.visitSince, s.status, s.visitOpen(), s.stalled, rule);
    }

    /** The same without a new object where nothing changed. */
    boolean is(Standing s) {
        return s.begun()
                && stage == s.stage
                && persona == s.visitPersona
                && visitSince == s.visitSince
                && status == s.status
                && stalled == s.stalled
                && (!status.churned() || rule == s.endRule);
    }
}
