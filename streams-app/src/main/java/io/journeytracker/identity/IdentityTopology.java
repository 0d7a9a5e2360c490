package io.journeytracker.identity;

import io.journeytracker.metric.JourneyMeters;
import io.journeytracker.schema.AvroSerdes;
import io.journeytracker.store.WriteBehindStoreBuilder;
import io.journeytracker.topic.CustomerPartition;
import io.journeytracker.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Whose touchpoint is it? First each goes to where the strongest identifier that it names is kept; most producers key by it
 * already, and then it lies there: it is handed over in place instead of through one more topic. There it is found out which
 * customer that is, and who else is the same.
 */
public final class IdentityTopology {

    /** The store. */
    public static final String IDENTITIES = "identities";

    static final String TO_CUSTOMERS = "produce-touchpoints-by-customer";
    static final String TO_RESOLVED = "produce-resolved-touchpoints";
    static final String TO_DEAD_LETTERS = "produce-unidentified-dead-letters";
    static final String TO_UNRESOLVED = "produce-unresolved-dead-letters";
    private static final String FROM_TOUCHPOINTS = "consume-touchpoints";
    private static final String FROM_CUSTOMERS = "consume-touchpoints-by-customer";
    private static final String ROUTE = "route-touchpoints";
    private static final String RESOLVE = "resolve-identity";

    private final Topics topics;
    private final AvroSerdes serdes;
    private final JourneyMeters meters;
    private final Duration tickAhead;
    private final Function<String, KeyValueBytesStoreSupplier> stores;
    private final Identities identities;
    private final Partitions partitions;
    private final String journeys;

    /**
     * Who is who.
     *
     * @param rules which identifiers count
     * @param linked whether identifiers of one customer are joined; if not, the strongest one of a touchpoint is the customer
     * @param inHeap identifiers that each task keeps in heap, at least 1
     */
    public record Identities(IdentityRules rules, boolean linked, int inHeap) {}

    /**
     * How the topics are divided.
     *
     * @param touchpoints partitions of that topic at the start
     * @param byCustomer partitions of touchpoints-by-customer, by which state is kept
     * @param touchpointsNow partitions of touchpoints, which may be given more while the application runs
     */
    public record Partitions(int touchpoints, int byCustomer, IntSupplier touchpointsNow) {

        /** One task handles the same partition of both. */
        boolean same() {
            return touchpoints == byCustomer;
        }
    }

    /**
     * What touchpoints go to.
     *
     * @param processor that handles the touchpoints of a customer, in the same task if {@code samePartitions}
     * @param partitions of touchpoints-by-customer
     * @param samePartitions whether touchpoints has as many: only then are a partition of the one and the same partition of
     *     the other handled by one task
     * @param resolves whether the processor finds out who is who, and wants to know by which identifiers it was addressed
     */
    record Next(String processor, int partitions, boolean samePartitions, boolean resolves) {

        Object inPlace(Addressed addressed) {
            return resolves ? addressed : addressed.touchpoint();
        }
    }

    /**
     * @param tickAhead a tick further ahead of the wall clock than this is not believed
     * @param stores makes the store of a name in which state is kept
     * @param journeys name of the processor that keeps the journeys, to be added next
     */
    public IdentityTopology(
            Topics topics,
            AvroSerdes serdes,
            JourneyMeters meters,
            Duration tickAhead,
            Function<String, KeyValueBytesStoreSupplier> stores,
            Identities identities,
            Partitions partitions,
            String journeys) {
        this.topics = topics;
        this.serdes = serdes;
        this.meters = meters;
        this.tickAhead = tickAhead;
        this.stores = stores;
        this.identities = identities;
        this.partitions = partitions;
        this.journeys = journeys;
    }

    /** @return the parents of the processor that keeps the journeys */
    public List<String> addTo(Topology topology) {
        addRoute(topology);
        topology.addSource(
                FROM_CUSTOMERS,
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                topics.touchpointsByCustomer());
        if (!identities.linked()) {
            return partitions.same() ? List.of(FROM_CUSTOMERS, ROUTE) : List.of(FROM_CUSTOMERS);
        }
        addResolve(topology);
        return List.of(RESOLVE);
    }

    private void addRoute(Topology topology) {
        Next next = new Next(
                identities.linked() ? RESOLVE : journeys,
                partitions.byCustomer(),
                partitions.same(),
                identities.linked());
        topology.addSource(
                        FROM_TOUCHPOINTS,
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer(),
                        topics.touchpoints())
                .addProcessor(
                        ROUTE,
                        () -> new RouteProcessor(
                                serdes.touchpointReader(),
                                meters,
                                tickAhead,
                                partitions.touchpointsNow(),
                                identities.rules(),
                                next),
                        FROM_TOUCHPOINTS);
        sink(topology, TO_CUSTOMERS, ROUTE);
        deadLetters(topology, TO_DEAD_LETTERS, ROUTE);
    }

    private void addResolve(Topology topology) {
        topology.addProcessor(
                RESOLVE,
                resolve(),
                partitions.same() ? new String[] {FROM_CUSTOMERS, ROUTE} : new String[] {FROM_CUSTOMERS});
        sink(topology, TO_RESOLVED, RESOLVE);
        deadLetters(topology, TO_UNRESOLVED, RESOLVE);
    }

    private ProcessorSupplier<byte[], Object, byte[], Object> resolve() {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<byte[], Object, byte[], Object> get() {
                return new ResolveProcessor(
                        identities.rules(), serdes.touchpointReader(), meters, partitions.byCustomer(), journeys);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(new WriteBehindStoreBuilder<>(
                        IdentityTopology.this.stores.apply(IDENTITIES), IdentityCodec::new, identities.inHeap()));
            }
        };
    }

    private void sink(Topology topology, String name, String parent) {
        topology.addSink(
                name,
                topics.touchpointsByCustomer(),
                new ByteArraySerializer(),
                new ByteArraySerializer(),
                IdentityTopology::partitions,
                parent);
    }

    private void deadLetters(Topology topology, String name, String parent) {
        topology.addSink(name, topics.deadLetters(), new ByteArraySerializer(), new ByteArraySerializer(), parent);
    }

    /** Ticks, which have no key, go to every partition; customers to the one that is theirs. */
    private static Optional<Set<Integer>> partitions(String topic, byte[] key, byte[] value, int count) {
        return key == null
                ? Optional.of(IntStream.range(0, count).boxed().collect(Collectors.toSet()))
                : Optional.of(Set.of(CustomerPartition.of(key, count)));
    }
}
