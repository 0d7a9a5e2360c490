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
        Duration tickAhead,
        Partitions partitions) {

    /**
     * How the source topics are divided.
     *
     * @param touchpoints partitions of that topic
     * @param byCustomer partitions of touchpoints-by-customer, by which state is kept
     */
    public record Partitions(int touchpoints, int byCustomer) {

        /** One task handles the same partition of both. */
        boolean same() {
            return touchpoints == byCustomer;
        }
    }

    public Topology build() {
        Topology topology = new Topology();
        var next = new IdentityTopology.Next(JourneyTopology.FOLD, partitions.byCustomer(), partitions.same());
        new IdentityTopology(topics, serdes, meters, tickAhead, next).addTo(topology);
        String[] inPlace = partitions.same() ? new String[] {IdentityTopology.RESOLVE} : new String[0];
        new JourneyTopology(topics, serdes, catalog, meters, gauges, customersInHeap).addTo(topology, inPlace);
        new AlertTopology(topics, serdes, alerts, meters).addTo(topology);
        return topology;
    }
}
