package io.journeytracker.runtime;

import io.journeytracker.authoring.DraftRoutes;
import io.journeytracker.authoring.MapRoutes;
import io.journeytracker.authoring.trial.Past;
import io.journeytracker.config.JourneyConfig;
import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.http.RouteModule;
import io.journeytracker.identity.IdentitiesInMemory;
import io.journeytracker.identity.IdentityRules;
import io.journeytracker.maps.MapPublisher;
import io.journeytracker.maps.PublishedMaps;
import io.journeytracker.schema.AvroSerdes;
import io.journeytracker.topic.TopicFollower;
import io.journeytracker.topic.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Maps that are written, tried and published by HTTP, put together. */
final class RunningAuthoring {

    private static final Logger LOG = LoggerFactory.getLogger(RunningAuthoring.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private RunningAuthoring() {}

    static List<RouteModule> routes(
            JourneyConfig config,
            Topics topics,
            AvroSerdes serdes,
            IdentityRules identities,
            TopicFollower<PublishedMaps> maps,
            Closing closing) {
        boolean linked = config.identity().linked();
        Past past = new Past(
                config.kafka().forConsumer(),
                topics.touchpoints(),
                serdes::touchpointReader,
                () -> new IdentitiesInMemory(identities, linked),
                config.trialBytes());
        return List.of(
                new MapRoutes(maps, publishing(config, topics, maps)::publish, Clock.systemDefaultZone()),
                closing.add("drafts", new DraftRoutes(maps, past, Clock.systemUTC())));
    }

    private static Publisher publishing(JourneyConfig config, Topics topics, TopicFollower<PublishedMaps> maps) {
        MapPublisher publisher =
                new MapPublisher(config.kafka().forProducer(), config.kafka().forConsumer(), topics.maps());
        return new Publisher(publisher, maps);
    }

    /** Whoever publishes a map sees it here at once. */
    private record Publisher(MapPublisher publisher, TopicFollower<PublishedMaps> maps) {

        MapPublisher.Outcome publish(JourneyDefinition map, String yaml) {
            MapPublisher.Outcome outcome = publisher.publish(map, yaml);
            try {
                if (!maps.await(known -> known.find(map).isPresent(), PATIENCE)) {
                    LOG.warn("A map was published and has not come back within {} s", PATIENCE.toSeconds());
                }
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
            return outcome;
        }
    }
}
