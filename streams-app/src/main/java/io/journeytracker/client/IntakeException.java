package io.journeytracker.client;

/** An intake that does not take anything; the message is for people. */
public final class IntakeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What is to be done about it. */
    public enum Kind {
        /** It does not answer, or says that it cannot now: later it may. */
        AWAY,
        /** The address, the key or what is sent is wrong: it will never. */
        REFUSED,
        /** Somebody wanted it to end. */
        STOPPED
    }

    private final Kind kind;

    IntakeException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
