package io.journeytracker.journey;

import io.journeytracker.definition.JourneyCatalog;
import io.journeytracker.metric.JourneyMeters;
import io.journeytracker.metric.MapGauges;
import io.journeytracker.schema.AvroSerdes;
import io.journeytracker.schema.CustomerSnapshot;
import io.journeytracker.schema.JourneyTransition;
import io.journeytracker.store.WriteBehindStoreBuilder;
import io.journeytracker.topic.CustomerPartition;
import io.journeytracker.topic.Topics;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Keeps every customer's journeys, notices what falls due, and counts it all into the partition's part of the map. */
public final class JourneyTopology {

    /** Stores. */
    public static final String CUSTOMERS = "journey-states";

    public static final String DEADLINES = "journey-deadlines";
    public static final String CELLS = "journey-cells";
    public static final String CLOCK = "journey-clock";

    /** All of them; each has a changelog. */
    public static final List<String> STORES = List.of(CUSTOMERS, DEADLINES, CELLS, CLOCK);

    /** The processor. */
    public static final String FOLD = "fold-journeys";

    static final String TO_TRANSITIONS = "produce-transitions";
    static final String TO_CUSTOMERS = "produce-customers";
    static final String TO_DEAD_LETTERS = "produce-unfolded-dead-letters";
    static final String TO_WINNER = "produce-hand-overs";
    static final String TO_STORIES = "produce-stories";

    /** Cells of the map in heap; by the hour there are many, and few of them change at a time. */
    private static final int CELLS_IN_HEAP = 4_096;

    private final Topics topics;
    private final AvroSerdes serdes;
    private final Supplier<JourneyCatalog> catalog;
    private final JourneyMeters meters;
    private final MapGauges gauges;
    private final Function<String, KeyValueBytesStoreSupplier> stores;
    private final MapParts parts;
    private final int customersInHeap;
    private final boolean merges;
    private final boolean told;

    /**
     * @param stores makes the store of a name in which state is kept
     * @param customersInHeap decoded customers that each task keeps in heap, at least 1
     * @param merges whether customers turn out to be the same as others
     * @param told whether customers' stories are told
     */
    public JourneyTopology(
            Topics topics,
            AvroSerdes serdes,
            Supplier<JourneyCatalog> catalog,
            JourneyMeters meters,
            MapGauges gauges,
            MapParts parts,
            Function<String, KeyValueBytesStoreSupplier> stores,
            int customersInHeap,
            boolean merges,
            boolean told) {
        this.topics = topics;
        this.serdes = serdes;
        this.catalog = catalog;
        this.meters = meters;
        this.gauges = gauges;
        this.stores = stores;
        this.parts = parts;
        this.customersInHeap = customersInHeap;
        this.merges = merges;
        this.told = told;
    }

    /** @param parents nodes that touchpoints and ticks come from */
    public void addTo(Topology topology, List<String> parents) {
        topology.addProcessor(FOLD, supplier(), parents.toArray(String[]::new))
                .addSink(
                        TO_TRANSITIONS,
                        topics.transitions(),
                        new StringSerializer(),
                        serdes.values(JourneyTransition.class).serializer(),
                        FOLD)
                .addSink(
                        TO_CUSTOMERS,
                        topics.customers(),
                        new StringSerializer(),
                        serdes.values(CustomerSnapshot.class).serializer(),
                        FOLD)
                .addSink(
                        TO_DEAD_LETTERS,
                        topics.deadLetters(),
                        new ByteArraySerializer(),
                        new ByteArraySerializer(),
                        FOLD);
        if (merges) {
            toCustomers(topology, TO_WINNER, topics.touchpointsByCustomer());
        }
        if (told) {
            toCustomers(topology, TO_STORIES, topics.stories());
        }
    }

    private static void toCustomers(Topology topology, String name, String topic) {
        topology.addSink(
                name,
                topic,
                new ByteArraySerializer(),
                new ByteArraySerializer(),
                (to, key, value, count) -> Optional.of(Set.of(CustomerPartition.of(key, count))),
                FOLD);
    }

    private ProcessorSupplier<byte[], Object, Object, Object> supplier() {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<byte[], Object, Object, Object> get() {
                return new JourneyProcessor(
                        serdes.touchpointReader(), new Engines(catalog), meters, gauges, parts, merges, told);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(
                        new WriteBehindStoreBuilder<>(
                                JourneyTopology.this.stores.apply(CUSTOMERS),
                                () -> new StateCodec(new Engines(catalog)),
                                customersInHeap),
                        Stores.keyValueStoreBuilder(
                                        JourneyTopology.this.stores.apply(DEADLINES),
                                        Serdes.Bytes(),
                                        Serdes.ByteArray())
                                .withCachingDisabled(),
                        new WriteBehindStoreBuilder<>(
                                JourneyTopology.this.stores.apply(CELLS), CellCodec::new, CELLS_IN_HEAP),
                        new WriteBehindStoreBuilder<>(
                                Stores.inMemoryKeyValueStore(CLOCK), PartitionClock.Codec::new, 1));
            }
        };
    }
}
