package io.journeytracker.query;

import io.journeytracker.definition.CompiledJourney;
import io.journeytracker.definition.JourneyCatalog;
import java.util.OptionalInt;

/**
 * Which map is asked for.
 *
 * @param persona index of the only persona that counts, -1 for other; empty: all of them
 */
public record MapRequest(CompiledJourney journey, OptionalInt persona, Window window) {

    /** The same question about the version that is active by now; as it is where that version has no such persona. */
    MapRequest of(JourneyCatalog catalog) {
        CompiledJourney active = catalog.active(journey.definition().id()).orElse(journey);
        if (active == journey || persona.isEmpty() || persona.getAsInt() < 0) {
            return new MapRequest(active, persona, window);
        }
        int same = Parameters.persona(active, journey.personaName(persona.getAsInt()));
        return same < 0 ? this : new MapRequest(active, OptionalInt.of(same), window);
    }

    boolean counts(String id, int version, int ofPersona) {
        return id.equals(journey.definition().id())
                && version == journey.definition().version()
                && (persona.isEmpty() || persona.getAsInt() == ofPersona);
    }
}
