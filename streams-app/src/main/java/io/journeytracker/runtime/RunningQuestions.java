package io.journeytracker.runtime;

import io.journeytracker.annotation.MapAnnotations;
import io.journeytracker.config.HttpSettings;
import io.journeytracker.config.JourneyConfig;
import io.journeytracker.definition.JourneyCatalog;
import io.journeytracker.http.RouteModule;
import io.journeytracker.identity.IdentityRules;
import io.journeytracker.journey.MapParts;
import io.journeytracker.query.Copies;
import io.journeytracker.query.LiveState;
import io.journeytracker.query.LocalShares;
import io.journeytracker.query.MapFigures;
import io.journeytracker.query.QueryRoutes;
import io.journeytracker.query.fleet.Address;
import io.journeytracker.query.fleet.Fleet;
import io.journeytracker.query.fleet.HttpPeers;
import io.journeytracker.query.fleet.PeerRoutes;
import io.journeytracker.topic.Topics;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.errors.StreamsException;

/**
 * What answers questions about the live state: this instance alone, or together with the others where there is a key by which they know
 * one another.
 */
final class RunningQuestions {

    private static final Set<String> ANY_ADDRESS = Set.of("0.0.0.0", "::", "[::]");

    private final JourneyConfig config;
    private final Supplier<KafkaStreams> streams;
    private final QueryRoutes routes;
    private final RouteModule annotationRoutes;
    private final Optional<RouteModule> peerRoutes;
    private volatile Address self = new Address("", 0);

    /**
     * @param partitions of each topic
     * @param streams null while they are not started
     */
    RunningQuestions(
            JourneyConfig config,
            Supplier<JourneyCatalog> catalog,
            MapParts parts,
            Topics topics,
            Map<String, Integer> partitions,
            Supplier<KafkaStreams> streams,
            MapAnnotations annotations,
            IdentityRules identities,
            Closing closing) {
        this.config = config;
        this.streams = streams;
        List<String> keys = config.peers().keys();
        int ofJourneys = partitions.get(topics.touchpointsByCustomer());
        int ofStories = partitions.get(topics.stories());
        LiveState state;
        if (keys.isEmpty()) {
            state = LiveState.alone(streams, parts, catalog, ofJourneys, ofStories);
            peerRoutes = Optional.empty();
        } else {
            LocalShares here = new LocalShares(streams, parts, catalog, closing.add("copies", new Copies(streams)));
            HttpPeers peers = closing.add("peers", new HttpPeers(keys.get(0)));
            Fleet journeys = new Fleet(
                    here,
                    () -> self,
                    partition -> parts.of(partition).isPresent(),
                    this::instances,
                    topics.touchpointsByCustomer(),
                    peers);
            Fleet stories = new Fleet(here, () -> self, partition -> false, this::instances, topics.stories(), peers);
            state = LiveState.of(
                    new LiveState.Kept(journeys, ofJourneys), new LiveState.Kept(stories, ofStories), parts, catalog);
            peerRoutes = Optional.of(new PeerRoutes(here));
        }
        routes = new QueryRoutes(catalog, state, annotations, QueryRoutes.kinds(identities));
        annotationRoutes = annotations.routes(new MapFigures(catalog, state));
    }

    private Collection<StreamsMetadata> instances() {
        try {
            KafkaStreams running = streams.get();
            return running == null ? List.of() : running.metadataForAllStreamsClients();
        } catch (StreamsException | IllegalStateException notRunning) {
            return List.of();
        }
    }

    void addTo(List<RouteModule> modules) {
        modules.add(routes);
        modules.add(annotationRoutes);
        peerRoutes.ifPresent(modules::add);
    }

    /**
     * Once HTTP is served.
     *
     * @param port of administration
     * @return where others reach this instance, for Kafka Streams to tell them
     */
    String listening(int port, Closing closing) {
        closing.add("questions", routes);
        self = config.peers().address().map(RunningQuestions::address).orElseGet(() -> new Address(host(), port));
        return self.toString();
    }

    private static Address address(String text) {
        int colon = text.lastIndexOf(':');
        String host = text.substring(0, colon);
        return new Address(
                host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                Integer.parseInt(text.substring(colon + 1)));
    }

    private String host() {
        HttpSettings http = config.http();
        if (!ANY_ADDRESS.contains(http.host())) {
            return http.host();
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return InetAddress.getLoopbackAddress().getHostAddress();
        }
    }
}
