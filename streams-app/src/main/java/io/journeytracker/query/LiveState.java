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
 * @param journeys customers, identifiers and the map
 * @param stories on partitions of their own
 * @param totals of the partitions that are active elsewhere
 * @param parts of those that are active here
 */
public record LiveState(
        Kept journeys, Kept stories, FleetTotals<MapPart> totals, MapParts parts, Supplier<JourneyCatalog> catalog)
        implements Supplier<StateReader> {

    /**
     * What is kept together.
     *
     * @param partitions how many there are
     */
    public record Kept(Fleet fleet, int partitions) {

        Set<Integer> all() {
            return IntStream.range(0, partitions).boxed().collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** Of all instances together. */
    public static LiveState of(Kept journeys, Kept stories, MapParts parts, Supplier<JourneyCatalog> catalog) {
        FleetTotals<MapPart> totals = new FleetTotals<>(journeys.fleet(), LocalShares::part, System::nanoTime);
        return new LiveState(journeys, stories, totals, parts, catalog);
    }

    /**
     * Of this instance alone: the partitions that are active here.
     *
     * @param streams null while they are not started
     * @param partitions of journeys
     * @param storyPartitions of stories
     */
    public static LiveState alone(
            Supplier<KafkaStreams> streams,
            MapParts parts,
            Supplier<JourneyCatalog> catalog,
            int partitions,
            int storyPartitions) {
        LocalShares here = new LocalShares(streams, parts, catalog, (store, partition) -> false);
        Address nowhere = new Address("", 0);
        Fleet alone = new Fleet(here, () -> nowhere, partition -> false, List::of, "", Peers.NONE);
        return of(new Kept(alone, partitions), new Kept(alone, storyPartitions), parts, catalog);
    }

    @Override
    public StateReader get() {
        return new StreamsState(this);
    }

    Set<Integer> all() {
        return journeys.all();
    }
}
