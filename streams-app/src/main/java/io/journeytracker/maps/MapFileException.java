package io.journeytracker.maps;

/** A file that was given as a map and cannot be read at all; the message says what was expected. */
public final class MapFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MapFileException(String message) {
        super(message);
    }

    MapFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
