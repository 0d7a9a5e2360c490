package io.journeytracker.query;

import io.journeytracker.definition.JourneyCatalog;
import io.journeytracker.journey.MapPart;
import io.journeytracker.journey.MapParts;
import io.journeytracker.query.fleet.Address;
import io.journeytracker.query.fleet.Fleet;
import io.journeytracker.query.fleet.FleetTotals;
import io.journeytracker.query.fleet.Peers;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.streams.KafkaStreams;

/**
 * Where the live state is read; makes a reader for each question.
 *
 * @param parts of the partitions that are active here
 * @param totals of those that are active elsewhere
 * @param partitions how many there are
 */
public record LiveState(
        Fleet fleet, FleetTotals<MapPart> totals, MapParts parts, Supplier<JourneyCatalog> catalog, int partitions)
        implements Supplier<StateReader> {

    /** Of all instances together. */
    public static LiveState of(Fleet fleet, MapParts parts, Supplier<JourneyCatalog> catalog, int partitions) {
        return new LiveState(
                fleet, new FleetTotals<>(fleet, LocalShares::part, System::nanoTime), parts, catalog, partitions);
    }

    /**
     * Of this instance alone: the partitions that are active here.
     *
     * @param streams null while they are not started
     */
    public static LiveState alone(
            Supplier<KafkaStreams> streams, MapParts parts, Supplier<JourneyCatalog> catalog, int partitions) {
        LocalShares here = new LocalShares(streams, parts, catalog, partition -> false);
        Address nowhere = new Address("", 0);
        Fleet alone =
                new Fleet(here, () -> nowhere, partition -> parts.of(partition).isPresent(), List::of, "", Peers.NONE);
        return of(alone, parts, catalog, partitions);
    }

    @Override
    public StateReader get() {
        return new StreamsState(this);
    }

    Set<Integer> all() {
        return IntStream.range(0, partitions).boxed().collect(Collectors.toCollection(TreeSet::new));
    }
}
