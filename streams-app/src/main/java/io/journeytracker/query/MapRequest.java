package io.journeytracker.query;

import io.journeytracker.definition.CompiledJourney;
import java.util.OptionalInt;

/**
 * Which map is asked for.
 *
 * @param persona index of the only persona that counts, -1 for other; empty: all of them
 */
public record MapRequest(CompiledJourney journey, OptionalInt persona, Window window) {

    boolean counts(String id, int version, int ofPersona) {
        return id.equals(journey.definition().id())
                && version == journey.definition().version()
                && (persona.isEmpty() || persona.getAsInt() == ofPersona);
    }
}
