package io.journeytracker.intake.source;

import java.util.List;

/**
 * A source with what lets it in.
 *
 * @param keys any of them; several while one replaces another
 * @param origins web pages that may send with these keys; servers send without an origin
 * @param events of each key
 */
public record Sender(Source source, List<WriteKey> keys, Origins origins, Rate events) {

    /** Enough for a large shop, and little enough to stop a loop. */
    public static final Rate USUAL_EVENTS = new Rate(1_000, 5_000);

    public Sender {
        keys = List.copyOf(keys);
    }
}
