package io.journeytracker.stack;

/** What the check needs cannot be had: files that cannot be read, a server that does not answer as it should. */
public final class StackException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StackException(String message) {
        super(message);
    }

    StackException(String message, Throwable cause) {
        super(message, cause);
    }
}
