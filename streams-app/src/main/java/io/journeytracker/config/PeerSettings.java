package io.journeytracker.config;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How instances ask one another.
 *
 * @param keys by which they know one another; the first one is shown, all of them are taken. None: each answers for itself
 * @param address where others reach this one; empty: by the host's name, on administration's port
 */
public record PeerSettings(List<String> keys, Optional<String> address) {

    /** What is wrong, without saying a key. */
    List<String> problems(AccessSettings access) {
        Set<String> seen = new HashSet<>();
        Stream.of(access.viewers(), access.analysts(), access.operators())
                .forEach(of -> of.forEach(given -> seen.add(AccessSettings.key(given))));
        boolean bad = keys.stream().anyMatch(key -> !AccessSettings.fit(key) || !seen.add(key));
        return bad
                ? List.of(Keys.PEER_KEYS.name()
                        + ": one of the keys is too short, has other characters, is given twice or is a person's;"
                        + " expected " + Keys.PEER_KEYS.expected())
                : List.of();
    }

    /** Without the keys, for logs. */
    @Override
    public String toString() {
        return keys.size() + " keys, at " + address.orElse("the host's name");
    }
}
