package io.journeytracker.runtime;

import io.journeytracker.alert.AlertTopology;
import io.journeytracker.alert.Alerts;
import io.journeytracker.definition.JourneyCatalog;
import io.journeytracker.identity.IdentityTopology;
import io.journeytracker.journey.JourneyTopology;
import io.journeytracker.metric.JourneyMeters;
import io.journeytracker.metric.MapGauges;
import io.journeytracker.schema.AvroSerdes;
import io.journeytracker.topic.Topics;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.streams.Topology;

/** The whole topology, in the order in which data flows. */
public record RootTopology(
        Topics topics,
        AvroSerdes serdes,
        Supplier<JourneyCatalog> catalog,
        JourneyMeters meters,
        MapGauges gauges,
        Alerts alerts,
        int customersInHeap,
        Duration tickAhead) {

    public Topology build() {
        Topology topology = new Topology();
        new IdentityTopology(topics, serdes, meters, tickAhead).addTo(topology);
        new JourneyTopology(topics, serdes, catalog, meters, gauges, customersInHeap).addTo(topology);
        new AlertTopology(topics, serdes, alerts, meters).addTo(topology);
        return topology;
    }
}
