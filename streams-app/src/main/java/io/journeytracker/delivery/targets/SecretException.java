package io.journeytracker.delivery.targets;

/** A secret that cannot be used; the message names it and does not hold it. */
public final class SecretException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SecretException(String message) {
        super(message);
    }

    SecretException(String message, Throwable cause) {
        super(message, cause);
    }
}
