package io.journeytracker.failure;

/** A record that cannot be used, and why: it goes to the dead letters and the stream goes on. */
public final class UnusableRecordException extends Exception {

    private static final long serialVersionUID = 1L;

    private final DeadReason reason;

    /** @param message what was found and what was expected, without personal data */
    public UnusableRecordException(DeadReason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public DeadReason reason() {
        return reason;
    }
}
