package io.journeytracker.intake.source;

import java.util.List;

/**
 * A source with what lets it in.
 *
 * @param keys any of them; several while one replaces another
 * @param origins web pages that may send with these keys; servers send without an origin
 * @param events of each key
 * @param share of them that one address may bring, more than 0 and at most 1
 */
public record Sender(Source source, List<WriteKey> keys, Origins origins, Rate events, double share) {

    /** Enough for a large shop, and little enough to stop a loop. */
    public static final Rate USUAL_EVENTS = new Rate(1_000, 5_000);

    /** Of a key that pages carry and anybody may take from there. */
    private static final double USUAL_SHARE = 0.5;

    public Sender {
        keys = List.copyOf(keys);
    }

    /** With the usual share: half where pages may send, since their keys are public; all where only servers do. */
    public Sender(Source source, List<WriteKey> keys, Origins origins, Rate events) {
        this(source, keys, origins, events, usualShare(origins));
    }

    static double usualShare(Origins origins) {
        return origins.patterns().isEmpty() ? 1 : USUAL_SHARE;
    }

    /** What one address may bring with one key. */
    public Rate ofAddress() {
        return new Rate(events.perSecond() * share, Math.max(1, events.burst() * share));
    }
}
