package io.journeytracker.intake.source;

import java.util.List;
import java.util.Optional;

/**
 * All who may send.
 *
 * @param requests of each address
 */
public record Sources(List<Sender> senders, Rate requests) {

    /** A browser sends a request every few seconds; many people behind one address send many. */
    public static final Rate USUAL_REQUESTS = new Rate(100, 500);

    public Sources {
        senders = List.copyOf(senders);
    }

    /** The sender with this key. Every key is compared, so that the time taken tells nothing. */
    public Optional<Sender> withKey(String key) {
        WriteKey given = WriteKey.of(key);
        Sender found = null;
        for (Sender sender : senders) {
            for (WriteKey own : sender.keys()) {
                if (own.matches(given)) {
                    found = sender;
                }
            }
        }
        return Optional.ofNullable(found);
    }

    /** The source of this name. */
    public Optional<Source> named(String name) {
        return senders.stream()
                .map(Sender::source)
                .filter(source -> source.name().equals(name))
                .findFirst();
    }

    /** Whether a page of this origin may send with any key at all. */
    public boolean anyAllows(String origin) {
        return senders.stream().anyMatch(sender -> sender.origins().allow(origin));
    }
}
