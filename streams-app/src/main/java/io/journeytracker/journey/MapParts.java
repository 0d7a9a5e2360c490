package io.journeytracker.journey;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The parts of the journey map of the partitions that are active here. Each stream thread replaces its own about once a second,
 * together with its gauges, so that whoever reads these and whoever scrapes the gauges see the same numbers; readers touch no store.
 */
public final class MapParts {

    private final Map<Integer, MapPart> parts = new ConcurrentHashMap<>();
    private final Map<Integer, CellChanges> changes = new ConcurrentHashMap<>();

    /** A partition has come. */
    public void begin(int partition, CellChanges written) {
        changes.put(partition, written);
    }

    public void publish(MapPart part) {
        parts.put(part.partition(), part);
    }

    /** The partition has left. */
    public void remove(int partition) {
        parts.remove(partition);
        changes.remove(partition);
    }

    /** Of a partition that is active here. */
    public Optional<MapPart> of(int partition) {
        return Optional.ofNullable(parts.get(partition));
    }

    /** What is written to the stored cells of a partition that is active here, since it came. */
    public Optional<CellChanges> changes(int partition) {
        return Optional.ofNullable(changes.get(partition));
    }

    /** By partition. */
    public List<MapPart> all() {
        return parts.values().stream()
                .sorted(Comparator.comparingInt(MapPart::partition))
                .toList();
    }
}
