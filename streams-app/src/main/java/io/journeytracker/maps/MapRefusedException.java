package io.journeytracker.maps;

/** A map that cannot be published; the message says why. */
public final class MapRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean conflict;

    /** Of what is published already. */
    MapRefusedException(String message) {
        super(message);
        this.conflict = true;
    }

    MapRefusedException(String message, Throwable cause) {
        super(message, cause);
        this.conflict = false;
    }

    /** Whether it contradicts what is published; else it could not be written at the moment. */
    public boolean isConflict() {
        return conflict;
    }
}
