package io.journeytracker.testing;

import io.confluent.kafka.serializers.KafkaAvroSerializer;
import io.journeytracker.schema.AvroSerdes;
import io.journeytracker.schema.Touchpoint;
import io.journeytracker.topic.Headers;
import io.journeytracker.topic.Tick;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Touchpoints into a topic, by customer, and remembered, so that the engine alone can be asked what they mean. No customer has
 * two at one time. Safe for use by several threads.
 */
public final class Traffic implements AutoCloseable {

    private static final String TOPIC = "touchpoints";

    private final KafkaProducer<byte[], byte[]> producer;
    private final Serializer<Touchpoint> serializer;
    private final List<Touchpoint> sent = new ArrayList<>();
    private final Set<String> taken = new HashSet<>();
    private final Map<String, String> settings;
    private KafkaAvroSerializer older;
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    Traffic(Map<String, String> settings) {
        this.settings = settings;
        serializer = new AvroSerdes(settings).values(Touchpoint.class).serializer();
        Map<String, Object> producing = Map.of(
                "bootstrap.servers",
                settings.get("kafka.bootstrap.servers"),
                "linger.ms",
                "5",
                // After an outage these producers come back later than the ticks, as far-off ones may.
                "reconnect.backoff.ms",
                "1500",
                "reconnect.backoff.max.ms",
                "1500");
        producer = new KafkaProducer<>(producing, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** From now on every third touchpoint comes from a producer that knows the schema's version before, and registers it. */
    public synchronized void withAnOlderProducer() {
        older = new KafkaAvroSerializer();
        older.configure(Map.of("schema.registry.url", settings.get("schema.registry.url")), false);
    }

    private byte[] bytes(Touchpoint touchpoint) {
        return older == null || sent.size() % 3 > 0
                ? serializer.serialize(TOPIC, touchpoint)
                : older.serialize(TOPIC, PreviousVersion.of(touchpoint));
    }

    /** A touchpoint of this moment; does not wait until it is written. */
    public Touchpoint send(String customer, String event) {
        return send(customer, event, System.currentTimeMillis());
    }

    /** A touchpoint of that time or, where the customer has one then, of the next free millisecond. */
    public Touchpoint send(String customer, String event, long time) {
        return send(customer, event, time, null);
    }

    /**
     * Every second customer is keyed as a producer does that knows only the device, so that touchpoints come both ways: in
     * place, and by way of their customer's partition.
     *
     * @param partition of the topic; null: the one of the key
     */
    public synchronized Touchpoint send(String customer, String event, long time, Integer partition) {
        long free = time;
        while (!taken.add(customer + ' ' + free)) {
            free++;
        }
        Touchpoint touchpoint = Touchpoint.newBuilder()
                .setUserId(customer)
                .setEvent(event)
                .setTime(free)
                .setReceivedAt(free)
                .setMessageId(Integer.toString(sent.size()))
                .build();
        sent.add(touchpoint);
        String name = keyedByCustomer(customer) ? customer : "device of " + customer;
        byte[] key = name.getBytes(StandardCharsets.UTF_8);
        write(new ProducerRecord<>(TOPIC, partition, key, bytes(touchpoint)));
        return touchpoint;
    }

    /**
     * A touchpoint of somebody whom only the device knows, or who signs in with it; keyed by the device. It is remembered as the
     * user's.
     */
    public synchronized void visit(String user, String device, boolean signsIn, String event) {
        long free = System.currentTimeMillis();
        while (!taken.add(user + ' ' + free)) {
            free++;
        }
        Touchpoint.Builder touchpoint = Touchpoint.newBuilder()
                .setEvent(event)
                .setTime(free)
                .setReceivedAt(free)
                .setMessageId(Integer.toString(sent.size()));
        sent.add(Touchpoint.newBuilder(touchpoint).setUserId(user).build());
        touchpoint.setAnonymousId(device).setUserId(signsIn ? user : null);
        byte[] key = device.getBytes(StandardCharsets.UTF_8);
        write(new ProducerRecord<>(TOPIC, key, serializer.serialize(TOPIC, touchpoint.build())));
    }

    public static boolean keyedByCustomer(String customer) {
        return customer.hashCode() % 2 == 0;
    }

    /** A tick into one partition, as the application writes them. */
    public void tick(long time, int partition, int partitions) {
        RecordHeaders headers = new RecordHeaders();
        headers.add(Headers.TICK, new Tick(time, partitions, -1).bytes());
        write(new ProducerRecord<byte[], byte[]>(TOPIC, partition, (byte[]) null, (byte[]) null, headers));
    }

    private void write(ProducerRecord<byte[], byte[]> record) {
        producer.send(record, (written, problem) -> failure.compareAndSet(null, problem));
    }

    /** Waits until all of it is written. */
    public void flush() {
        producer.flush();
        if (failure.get() != null) {
            throw new IllegalStateException("A touchpoint could not be written", failure.get());
        }
    }

    /** Everything so far, in the order in which it was sent. */
    public synchronized List<Touchpoint> sent() {
        return List.copyOf(sent);
    }

    @Override
    public void close() {
        producer.close(java.time.Duration.ofSeconds(1));
    }
}
