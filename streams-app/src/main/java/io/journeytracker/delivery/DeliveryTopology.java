package io.journeytracker.delivery;

import io.journeytracker.metric.JourneyMeters;
import io.journeytracker.schema.AvroSerdes;
import io.journeytracker.schema.JourneyAlert;
import io.journeytracker.subscription.Subscriptions;
import io.journeytracker.topic.Topics;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Who is told of an alert, and when? Every alert goes to the subscriptions that want it; there, where all of a subscription comes together, it is
 * decided on. Sending is no part of it: the messages go to a topic, and {@link io.journeytracker.delivery.sending.Sender} reads them there.
 */
public final class DeliveryTopology {

    /** The store. */
    public static final String STORE = "alert-deliveries";

    static final String TO_OUTBOX = "produce-outbox";
    static final String TO_UNDELIVERED = "produce-undelivered";
    static final String TO_LIFE = "produce-alert-life";
    private static final String FROM_ALERTS = "consume-alerts";
    private static final String MATCH = "match-alerts";
    private static final String TO_DELIVERIES = "produce-alert-deliveries";
    private static final String FROM_DELIVERIES = "consume-alert-deliveries";
    private static final String DECIDE = "decide-deliveries";

    private final Topics topics;
    private final AvroSerdes serdes;
    private final Function<String, KeyValueBytesStoreSupplier> stores;
    private final Supplier<Subscriptions> subscriptions;
    private final JourneyMeters meters;

    /** @param stores by name */
    public DeliveryTopology(
            Topics topics,
            AvroSerdes serdes,
            Function<String, KeyValueBytesStoreSupplier> stores,
            Supplier<Subscriptions> subscriptions,
            JourneyMeters meters) {
        this.topics = topics;
        this.serdes = serdes;
        this.stores = stores;
        this.subscriptions = subscriptions;
        this.meters = meters;
    }

    public void addTo(Topology topology) {
        topology.addSource(FROM_ALERTS, new StringDeserializer(), new ByteArrayDeserializer(), topics.alerts())
                .addProcessor(MATCH, this::match, FROM_ALERTS)
                .addSink(TO_DELIVERIES, topics.deliveries(), new StringSerializer(), new ByteArraySerializer(), MATCH)
                .addSource(FROM_DELIVERIES, new StringDeserializer(), new ByteArrayDeserializer(), topics.deliveries())
                .addProcessor(DECIDE, decide(), FROM_DELIVERIES)
                .addSink(TO_OUTBOX, topics.outbox(), new StringSerializer(), new ByteArraySerializer(), DECIDE)
                .addSink(
                        TO_UNDELIVERED, topics.undelivered(), new StringSerializer(), new ByteArraySerializer(), DECIDE)
                .addSink(TO_LIFE, topics.alertLife(), new StringSerializer(), new ByteArraySerializer(), DECIDE);
    }

    /** A deserializer belongs to one thread, so each processor has its own. */
    private MatchProcessor match() {
        return new MatchProcessor(serdes.values(JourneyAlert.class).deserializer(), topics.alerts(), subscriptions);
    }

    private ProcessorSupplier<String, byte[], String, byte[]> decide() {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<String, byte[], String, byte[]> get() {
                return new DeskProcessor(subscriptions, meters);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(Stores.keyValueStoreBuilder(stores.apply(STORE), Serdes.Bytes(), Serdes.ByteArray())
                        .withCachingDisabled());
            }
        };
    }
}
