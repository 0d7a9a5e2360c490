package io.journeytracker.intake.publish;

/** Nothing can be written now, for no fault of the message: it is to be sent again. */
public final class UnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message what is away; for people */
    public UnavailableException(String message) {
        super(message, null, false, false);
    }
}
