package io.journeytracker.topic;

/** A change of a topic that failed; the message says why. */
public final class EditFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Outcome outcome;

    /** What is to be done about it. */
    public enum Outcome {
        /** Nothing was written: too many change the topic at the same time. */
        BUSY,
        /** Nothing was written: Kafka cannot be reached or is too slow. */
        AWAY,
        /** Nothing was written, since Kafka refuses it, and will again. */
        REFUSED,
        /** As {@link #REFUSED}: it is larger than the topic's records may be. */
        TOO_LARGE,
        /** It may have been written, or may yet be. */
        UNKNOWN
    }

    public EditFailedException(Outcome outcome, String message) {
        this(outcome, message, null);
    }

    public EditFailedException(Outcome outcome, String message, Throwable cause) {
        super(message, cause);
        this.outcome = outcome;
    }

    public Outcome outcome() {
        return outcome;
    }
}
