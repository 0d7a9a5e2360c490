package io.journeytracker.client;

/**
 * One element of a batch that the intake did not take.
 *
 * @param index in the batch, from 0
 * @param field what is wrong with it, as a path; empty where the intake does not say
 * @param reason what was found and what was expected
 */
public record Refusal(int index, String field, String reason) {

    /** For people. */
    public String text() {
        return field.isEmpty() ? reason : field + ": " + reason;
    }
}
