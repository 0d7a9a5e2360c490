package io.journeytracker.definition;

/**
 * What became of one rule when a touchpoint was held against it.
 *
 * @param kind what the rule is for
 * @param id of the stage, touchpoint, exit, churn (after its stage: {@code cart/abandoned}) or persona; empty for the re-entry
 * @param matched true: the touchpoint is what the rule looks for
 * @param chosen true: of the matching rules of its kind this one counts
 * @param reason why it did not match, for people; empty where it did
 */
public record RuleTrial(Kind kind, String id, boolean matched, boolean chosen, String reason) {

    /** What a rule is for. */
    public enum Kind {
        STAGE,
        TOUCHPOINT,
        EXIT,
        CHURN,
        REENTRY,
        PERSONA
    }
}
