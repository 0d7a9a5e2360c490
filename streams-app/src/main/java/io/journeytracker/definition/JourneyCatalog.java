package io.journeytracker.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All published maps, compiled. Immutable; following the topic of maps gives a new one. Of each journey the highest version is active. */
public final class JourneyCatalog {

    public static final JourneyCatalog EMPTY = new JourneyCatalog(Map.of());

    private final Map<String, TreeMap<Integer, CompiledJourney>> versions;
    private final List<CompiledJourney> active;

    private JourneyCatalog(Map<String, TreeMap<Integer, CompiledJourney>> versions) {
        this.versions = versions;
        this.active = new TreeMap<>(versions)
                .values().stream().map(v -> v.lastEntry().getValue()).toList();
    }

    /** A catalogue with these maps alone. */
    public static JourneyCatalog of(List<JourneyDefinition> maps) {
        JourneyCatalog catalog = EMPTY;
        for (JourneyDefinition map : maps) {
            catalog = catalog.with(new CompiledJourney(map));
        }
        return catalog;
    }

    /** This catalogue with one more map; one of the same journey and version is replaced. */
    public JourneyCatalog with(CompiledJourney map) {
        Map<String, TreeMap<Integer, CompiledJourney>> more = new TreeMap<>();
        versions.forEach((id, byVersion) -> more.put(id, new TreeMap<>(byVersion)));
        more.computeIfAbsent(map.definition().id(), id -> new TreeMap<>())
                .put(map.definition().version(), map);
        return new JourneyCatalog(more);
    }

    /** The active version of every journey, sorted by the journeys' ids. */
    public List<CompiledJourney> active() {
        return active;
    }

    public Optional<CompiledJourney> active(String journey) {
        return Optional.ofNullable(versions.get(journey)).map(v -> v.lastEntry().getValue());
    }

    public Optional<CompiledJourney> find(String journey, int version) {
        return Optional.ofNullable(versions.get(journey)).map(v -> v.get(version));
    }

    /** Every version of every journey. */
    public List<CompiledJourney> all() {
        List<CompiledJourney> all = new ArrayList<>();
        versions.values().forEach(v -> all.addAll(v.values()));
        return all;
    }
}
