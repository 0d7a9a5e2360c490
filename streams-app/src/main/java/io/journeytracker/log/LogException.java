package io.journeytracker.log;

/** A log that cannot be read at all. The message is for the user: what, where, and what was expected. Exit code 2. */
public final class LogException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LogException(String message) {
        super(message);
    }

    public LogException(String message, Throwable cause) {
        super(message, cause);
    }
}
