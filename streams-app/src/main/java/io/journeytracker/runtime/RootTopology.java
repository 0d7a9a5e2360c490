package io.journeytracker.runtime;

import io.journeytracker.alert.AlertTopology;
import io.journeytracker.alert.Alerts;
import io.journeytracker.definition.JourneyCatalog;
import io.journeytracker.delivery.DeliveryTopology;
import io.journeytracker.identity.IdentityTopology;
import io.journeytracker.journey.JourneyTopology;
import io.journeytracker.journey.MapParts;
import io.journeytracker.metric.JourneyMeters;
import io.journeytracker.metric.MapGauges;
import io.journeytracker.schema.AvroSerdes;
import io.journeytracker.story.StoryTopology;
import io.journeytracker.subscription.Subscriptions;
import io.journeytracker.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;

/**
 * The whole topology, in the order in which data flows.
 *
 * @param stores makes the store of a name in which state is kept
 * @param stories whether customers' stories are kept
 */
public record RootTopology(
        Topics topics,
        AvroSerdes serdes,
        Supplier<JourneyCatalog> catalog,
        JourneyMeters meters,
        MapGauges gauges,
        MapParts parts,
        Alerts alerts,
        Function<String, KeyValueBytesStoreSupplier> stores,
        Supplier<Subscriptions> subscriptions,
        int customersInHeap,
        Duration tickAhead,
        IdentityTopology.Identities identities,
        IdentityTopology.Partitions partitions,
        boolean stories) {

    /** Stores that are kept by customer; each has a changelog. */
    static final List<String> STORES = Stream.concat(
                    Stream.of(IdentityTopology.IDENTITIES), JourneyTopology.STORES.stream())
            .toList();

    public Topology build() {
        Topology topology = new Topology();
        List<String> identified = new IdentityTopology(
                        topics, serdes, meters, tickAhead, stores, identities, partitions, JourneyTopology.FOLD)
                .addTo(topology);
        new JourneyTopology(
                        topics,
                        serdes,
                        catalog,
                        meters,
                        gauges,
                        parts,
                        stores,
                        customersInHeap,
                        identities.linked(),
                        stories)
                .addTo(topology, identified);
        new AlertTopology(topics, serdes, alerts, meters).addTo(topology);
        new DeliveryTopology(topics, serdes, stores, subscriptions, meters).addTo(topology);
        if (stories) {
            // The last one: with or without it the other steps keep their numbers, and so their tasks their state.
            new StoryTopology(topics, stores).addTo(topology);
        }
        return topology;
    }
}
