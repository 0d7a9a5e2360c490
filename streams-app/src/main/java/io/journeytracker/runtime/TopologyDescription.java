package io.journeytracker.runtime;

import io.journeytracker.alert.Alerts;
import io.journeytracker.definition.JourneyCatalog;
import io.journeytracker.identity.IdentityRules;
import io.journeytracker.identity.IdentityTopology;
import io.journeytracker.journey.MapParts;
import io.journeytracker.metric.JourneyMeters;
import io.journeytracker.metric.MapGauges;
import io.journeytracker.schema.AvroSerdes;
import io.journeytracker.subscription.Subscriptions;
import io.journeytracker.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.streams.state.Stores;

/** The topology in words, without a broker or a registry. */
public final class TopologyDescription {

    private TopologyDescription() {}

    public static String of(Topics topics) {
        SimpleMeterRegistry nowhere = new SimpleMeterRegistry();
        return new RootTopology(
                        topics,
                        new AvroSerdes(Map.of("schema.registry.url", "mock://description")),
                        () -> JourneyCatalog.EMPTY,
                        new JourneyMeters(nowhere),
                        new MapGauges(nowhere),
                        new MapParts(),
                        new Alerts(""),
                        Stores::persistentKeyValueStore,
                        () -> Subscriptions.NONE,
                        1,
                        Duration.ZERO,
                        new IdentityTopology.Identities(IdentityRules.USUAL, true, 1),
                        new IdentityTopology.Partitions(1, 1, () -> 1),
                        true)
                .build()
                .describe()
                .toString();
    }
}
