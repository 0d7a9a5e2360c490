package io.journeytracker.engine;

/** Word of a visit of which a conversion is wanted, for the journey map. */
public record Conversion(PendingVisit visit, Outcome outcome) {

    /** What became of it. */
    public enum Outcome {
        /** The visit began, and its time runs. */
        PENDING,
        /** The wanted stage was reached in time; it is pending no more. */
        CONVERTED,
        /** It was not; it is pending no more. */
        MISSED
    }
}
