package io.journeytracker.maps;

/** A record in the topic of maps that is no valid map. */
final class UnreadableMapException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableMapException(String key, String reason) {
        super("The map under " + (key.isEmpty() ? "an empty key" : key) + " is left out: " + reason);
    }
}
