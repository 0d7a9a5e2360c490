package io.journeytracker.journey;

import io.journeytracker.failure.DeadLetterHandler;

/**
 * Customers travel by a version of a map that this instance does not know. Not a fault of one record: the whole task has
 * to wait until the map is there.
 */
public final class UnknownMapException extends RuntimeException implements DeadLetterHandler.Fatal {

    private static final long serialVersionUID = 1L;

    UnknownMapException(String journey, int version) {
        super("customers travel by version " + version + " of journey " + journey
                + ", which is not in the topic of maps; publish that version again");
    }
}
