package io.journeytracker.journey;

import io.journeytracker.definition.CompiledJourney;
import io.journeytracker.definition.JourneyCatalog;
import io.journeytracker.engine.JourneyEngine;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The engines of the published maps, following the catalogue. Used by one thread. */
public final class Engines {

    private static final String OTHER = "other";

    private final Supplier<JourneyCatalog> catalogs;
    private final Map<CompiledJourney, JourneyEngine> engines = new IdentityHashMap<>();
    private JourneyCatalog seen;
    private List<JourneyEngine> active = List.of();

    public Engines(Supplier<JourneyCatalog> catalogs) {
        this.catalogs = catalogs;
    }

    /** An engine for the active version of every journey, by the journeys' ids. */
    public List<JourneyEngine> active() {
        JourneyCatalog now = catalogs.get();
        if (now != seen) {
            List<JourneyEngine> next = new ArrayList<>();
            now.active().forEach(journey -> next.add(engine(journey)));
            active = List.copyOf(next);
            seen = now;
        }
        return active;
    }

    /** The channel's label in metrics: itself where it is documented or a map names it, else other. */
    String channel(String channel) {
        if (channel == null) {
            return "none";
        }
        return names(channel) ? channel : OTHER;
    }

    /** Whether the channel is documented, or a map names it. */
    boolean names(String channel) {
        if (channel == null || channel.equals(OTHER)) {
            return false;
        }
        for (JourneyEngine engine : active()) {
            if (engine.journey().channels().contains(channel)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The engine of the version that a customer travels by.
     *
     * @throws UnknownMapException if no such map is known here
     */
    public JourneyEngine require(String journey, int version) {
        return catalogs.get()
                .find(journey, version)
                .map(this::engine)
                .orElseThrow(() -> new UnknownMapException(journey, version));
    }

    private JourneyEngine engine(CompiledJourney journey) {
        return engines.computeIfAbsent(journey, JourneyEngine::new);
    }
}
