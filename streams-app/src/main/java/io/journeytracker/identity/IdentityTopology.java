package io.journeytracker.identity;

import io.journeytracker.metric.JourneyMeters;
import io.journeytracker.schema.AvroSerdes;
import io.journeytracker.topic.CustomerPartition;
import io.journeytracker.topic.Topics;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;

/**
 * Whose touchpoint is it? The user id's, else the anonymous id's. Most producers key by it already, and then the touchpoint
 * lies on the partition where the customer's journeys are kept: it is handed over in place instead of through one more topic.
 */
public final class IdentityTopology {

    static final String TO_CUSTOMERS = "produce-touchpoints-by-customer";
    /** The processor; parent of what handles touchpoints in place. */
    public static final String RESOLVE = "resolve-identity";

    static final String TO_DEAD_LETTERS = "produce-unidentified-dead-letters";
    private static final String FROM_TOUCHPOINTS = "consume-touchpoints";

    private final Topics topics;
    private final AvroSerdes serdes;
    private final JourneyMeters meters;
    private final Duration tickAhead;
    private final Next next;

    /**
     * What touchpoints go to.
     *
     * @param processor that handles the touchpoints of a customer, in the same task if {@code samePartitions}
     * @param partitions of touchpoints-by-customer
     * @param samePartitions whether touchpoints has as many: only then are a partition of the one and the same partition of
     *     the other handled by one task
     */
    public record Next(String processor, int partitions, boolean samePartitions) {}

    /** @param tickAhead a tick further ahead of the wall clock than this is not believed */
    public IdentityTopology(Topics topics, AvroSerdes serdes, JourneyMeters meters, Duration tickAhead, Next next) {
        this.topics = topics;
        this.serdes = serdes;
        this.meters = meters;
        this.tickAhead = tickAhead;
        this.next = next;
    }

    public void addTo(Topology topology) {
        topology.addSource(
                        FROM_TOUCHPOINTS,
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer(),
                        topics.touchpoints())
                .addProcessor(
                        RESOLVE,
                        () -> new IdentityProcessor(serdes.identityReader(), meters, tickAhead, next),
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

    /** Ticks, which have no key, go to every partition; customers to the one that is theirs. */
    private static Optional<Set<Integer>> partitions(String topic, byte[] key, byte[] value, int count) {
        return key == null
                ? Optional.of(IntStream.range(0, count).boxed().collect(Collectors.toSet()))
                : Optional.of(Set.of(CustomerPartition.of(key, count)));
    }
}
