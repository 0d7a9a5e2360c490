package io.journeytracker.maps;

/** A file that should be a map cannot be read. The message names the file. */
public final class MapFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MapFileException(String message) {
        super(message);
    }

    MapFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
