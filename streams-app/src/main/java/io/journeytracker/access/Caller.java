package io.journeytracker.access;

import java.util.Optional;

/**
 * Who is asking.
 *
 * @param name as the configuration names the key or the issuer the person; empty: the key has none
 */
public record Caller(AccessRole role, Optional<String> name) {

    static Caller nameless(AccessRole role) {
        return new Caller(role, Optional.empty());
    }
}
