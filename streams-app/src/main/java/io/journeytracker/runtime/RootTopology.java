package io.journeytracker.runtime;

import io.journeytracker.alert.AlertTopology;
import io.journeytracker.alert.Alerts;
import io.journeytracker.definition.JourneyCatalog;
import io.journeytracker.identity.IdentityTopology;
import io.journeytracker.journey.JourneyTopology;
import io.journeytracker.journey.MapParts;
import io.journeytracker.metric.JourneyMeters;
import io.journeytracker.metric.MapGauges;
import io.journeytracker.schema.AvroSerdes;
import io.journeytracker.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.streams.Topology;

/** The whole topology, in the order in which data flows. */
public record RootTopology(
        Topics topics,
        AvroSerdes serdes,
        Supplier<JourneyCatalog> catalog,
        JourneyMeters meters,
        MapGauges gauges,
        MapParts parts,
        Alerts alerts,
        int customersInHeap,
        Duration tickAhead,
        IdentityTopology.Identities identities,
        IdentityTopology.Partitions partitions) {

    /** Stores of the whole topology; each has a changelog. */
    static final List<String> STORES = Stream.concat(
                    Stream.of(IdentityTopology.IDENTITIES), JourneyTopology.STORES.stream())
            .toList();

    public Topology build() {
        Topology topology = new Topology();
        List<String> identified = new IdentityTopology(
                        topics, serdes, meters, tickAhead, identities, partitions, JourneyTopology.FOLD)
                .addTo(topology);
        new JourneyTopology(topics, serdes, catalog, meters, gauges, parts, customersInHeap, identities.linked())
                .addTo(topology, identified);
        new AlertTopology(topics, serdes, alerts, meters).addTo(topology);
        return topology;
    }
}
