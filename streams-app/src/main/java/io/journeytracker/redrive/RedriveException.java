package io.journeytracker.redrive;

/** A redrive that cannot go on; the message is for people. What was sent before is marked and stays sent. */
public final class RedriveException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RedriveException(String message, Throwable cause) {
        super(message, cause);
    }
}
