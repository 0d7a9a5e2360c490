package io.journeytracker.identity;

import io.journeytracker.metric.JourneyMeters;
import io.journeytracker.schema.AvroSerdes;
import io.journeytracker.topic.Topics;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;

/** Whose touchpoint is it? The user id's, else the anonymous id's. */
public final class IdentityTopology {

    static final String TO_CUSTOMERS = "produce-touchpoints-by-customer";
    static final String TO_DEAD_LETTERS = "produce-unidentified-dead-letters";
    private static final String FROM_TOUCHPOINTS = "consume-touchpoints";
    private static final String RESOLVE = "resolve-identity";

    private final Topics topics;
    private final AvroSerdes serdes;
    private final JourneyMeters meters;
    private final Duration tickAhead;

    /** @param tickAhead a tick further ahead of the wall clock than this is not believed */
    public IdentityTopology(Topics topics, AvroSerdes serdes, JourneyMeters meters, Duration tickAhead) {
        this.topics = topics;
        this.serdes = serdes;
        this.meters = meters;
        this.tickAhead = tickAhead;
    }

    public void addTo(Topology topology) {
        topology.addSource(
                        FROM_TOUCHPOINTS,
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer(),
                        topics.touchpoints())
                .addProcessor(
                        RESOLVE,
                        () -> new IdentityProcessor(serdes.identityReader(), meters, tickAhead),
                        FROM_TOUCHPOINTS)
                .addSink(
                        TO_CUSTOMERS,
                        topics.touchpointsByCustomer(),
                        new ByteArraySerializer(),
                        new ByteArraySerializer(),
                        IdentityTopology::partitions,
                        RESOLVE)
                .addSink(
                        TO_DEAD_LETTERS,
                        topics.deadLetters(),
                        new ByteArraySerializer(),
                        new ByteArraySerializer(),
                        RESOLVE);
    }

    /** Ticks, which have no key, go to every partition; customers where the default partitioner puts their key. */
    private static Optional<Set<Integer>> partitions(String topic, byte[] key, byte[] value, int count) {
        return key == null
                ? Optional.of(IntStream.range(0, count).boxed().collect(Collectors.toSet()))
                : Optional.empty();
    }
}
