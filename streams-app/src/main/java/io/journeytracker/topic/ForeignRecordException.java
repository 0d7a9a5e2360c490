package io.journeytracker.topic;

/** A record that is not what its topic is for; the message says what it is and why. */
public final class ForeignRecordException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ForeignRecordException(String message) {
        super(message);
    }
}
