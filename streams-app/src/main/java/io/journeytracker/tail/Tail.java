package io.journeytracker.tail;

import io.journeytracker.definition.JourneyCatalog;
import io.journeytracker.identity.IdentityRules;
import io.journeytracker.identity.TouchpointIdentity;
import io.journeytracker.schema.AvroSerdes;
import io.journeytracker.schema.CustomerSnapshot;
import io.journeytracker.schema.JourneyTransition;
import io.journeytracker.schema.Touchpoint;
import io.journeytracker.schema.TouchpointReader;
import io.journeytracker.topic.CustomerPartition;
import io.journeytracker.topic.Headers;
import io.journeytracker.topic.KafkaCause;
import io.journeytracker.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Follows touchpoints, transitions, customers' snapshots and dead letters, from now on. Touchpoints come by customer, or lie on
 * their customer's partition already and are handled from there. Makes no topic and writes nothing. Used by one thread.
 */
public final class Tail implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final Topics topics;
    private final Followed followed;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TouchpointReader touchpointReader;
    private final IdentityRules identities;
    private final Deserializer<Touchpoint> touchpoints;
    private final Deserializer<JourneyTransition> transitions;
    private final Deserializer<CustomerSnapshot> snapshots;
    private final Commentary commentary;
    private final Consumer<String> print;
    private final Clock clock;
    private final Handled handled;
    private List<TopicPartition> answers = List.of();
    private int partitions;
    private boolean inPlace;

    /**
     * @param consumerSettings of Kafka's consumer
     * @param handled what the topology has handled; closed with this
     * @param followed whose journey is told
     * @param every tell also of each rule that did not match, why
     */
    public Tail(
            Map<String, Object> consumerSettings,
            Handled handled,
            Topics topics,
            AvroSerdes serdes,
            IdentityRules identities,
            Supplier<JourneyCatalog> maps,
            Followed followed,
            boolean every,
            Clock clock,
            Consumer<String> print) {
        this.topics = topics;
        this.handled = handled;
        this.followed = followed;
        this.clock = clock;
        this.print = print;
        this.commentary = new Commentary(maps, every, print);
        this.touchpointReader = serdes.touchpointReader();
        this.identities = identities;
        this.touchpoints = serdes.values(Touchpoint.class).deserializer();
        this.transitions = serdes.values(JourneyTransition.class).deserializer();
        this.snapshots = serdes.values(CustomerSnapshot.class).deserializer();
        Map<String, Object> settings = new HashMap<>(consumerSettings);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        this.consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * Reads where customers stand, then follows.
     *
     * @param following called once it follows
     * @param stop asked again and again
     */
    public void run(Runnable following, BooleanSupplier stop) {
        List<TopicPartition> past = partitions(topics.customers());
        List<TopicPartition> live = new ArrayList<>(partitions(topics.touchpointsByCustomer()));
        partitions = live.size();
        List<TopicPartition> arriving = partitions(topics.touchpoints());
        inPlace = arriving.size() == partitions;
        live.addAll(arriving);
        live.addAll(partitions(topics.transitions()));
        live.addAll(partitions(topics.deadLetters()));
        answers = Stream.concat(past.stream(), partitions(topics.transitions()).stream())
                .toList();
        List<TopicPartition> all = new ArrayList<>(past);
        all.addAll(live);
        consumer.assign(all);
        consumer.seekToEnd(live);
        live.forEach(consumer::position);
        consumer.pause(live);
        consumer.seekToBeginning(past);
        Map<TopicPartition, Long> ends = consumer.endOffsets(past);
        while (!stop.getAsBoolean() && past.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
            consumer.poll(POLL).forEach(this::take);
        }
        consumer.resume(live);
        following.run();
        while (!stop.getAsBoolean()) {
            consumer.poll(POLL).forEach(this::take);
            if (commentary.waits()) {
                explain(stop);
            }
        }
    }

    /** Once all was read that was written when a touchpoint had been handled, silence about it is an answer. */
    private void explain(BooleanSupplier stop) {
        Map<TopicPartition, Long> committed = handled.offsets();
        Map<TopicPartition, Long> ends = handled.ends(answers);
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            if (stop.getAsBoolean()) {
                return;
            }
            consumer.poll(POLL).forEach(this::take);
        }
        commentary.explain(at -> at.offset() < committed.getOrDefault(at.partition(), 0L), clock.millis());
    }

    private List<TopicPartition> partitions(String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        String customer = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        if (record.topic().equals(topics.deadLetters())) {
            takeDeadLetter(customer, record);
            return;
        }
        try {
            if (record.topic().equals(topics.touchpoints())) {
                handledInPlace(record).ifPresent(inPlace -> take(inPlace, record));
            } else if (record.key() != null && record.headers().lastHeader(Headers.IDENTITY) == null) {
                take(customer, record);
            }
        } catch (SerializationException e) {
            if (followed.tells(customer)) {
                print.accept(customer + "  a record that cannot be read, partition " + record.partition() + " offset "
                        + record.offset() + " of " + record.topic() + ": " + KafkaCause.of(e));
            }
        }
    }

    private void takeDeadLetter(String customer, ConsumerRecord<byte[], byte[]> record) {
        if (followed.tells(customer) && record.headers().lastHeader(Headers.DEAD_REASON) != null) {
            print.accept(TailText.deadLetter(customer, record.headers()));
        }
    }

    /** Whose it is, where it was handled where it lay; everything else comes again by customer. */
    private Optional<String> handledInPlace(ConsumerRecord<byte[], byte[]> record) {
        if (!inPlace || record.key() == null || record.value() == null) {
            return Optional.empty();
        }
        try {
            return identities
                    .of(TouchpointIdentity.of(touchpointReader.read(record.topic(), record.headers(), record.value())))
                    .customer()
                    .filter(customer -> CustomerPartition.isHome(
                            record.key(), record.partition(), customer.getBytes(StandardCharsets.UTF_8), partitions));
        } catch (SerializationException e) {
            // It became a dead letter before anybody knew whose it is.
            return Optional.empty();
        }
    }

    private void take(String customer, ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(topics.customers())) {
            // Of everybody who may be told of later: where they stand now is said here alone.
            if (followed.mayTell(customer)) {
                commentary.snapshot(customer, read(snapshots, record));
            }
        } else if (record.topic().equals(topics.transitions())) {
            if (followed.tells(customer)) {
                commentary.transition(read(transitions, record));
            }
        } else if (record.value() != null && followed.mayTell(customer)) {
            Touchpoint touchpoint = read(touchpoints, record);
            if (followed.tells(customer, touchpoint)) {
                var at = new Commentary.Position(
                        new TopicPartition(record.topic(), record.partition()), record.offset());
                boolean sentOn = record.headers().lastHeader(Headers.HOPS) != null;
                commentary.touchpoint(customer, touchpoint, at, sentOn, clock.millis());
            }
        }
    }

    private static <T> T read(Deserializer<T> deserializer, ConsumerRecord<byte[], byte[]> record) {
        return record.value() == null
                ? null
                : deserializer.deserialize(record.topic(), record.headers(), record.value());
    }

    @Override
    public void close() {
        handled.close();
        consumer.close();
    }
}
