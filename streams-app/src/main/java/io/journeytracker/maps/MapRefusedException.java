package io.journeytracker.maps;

/** A map that cannot be published; the message says why. */
public final class MapRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MapRefusedException(String message) {
        super(message);
    }

    MapRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
