package io.journeytracker.producing;

import io.journeytracker.schema.AvroSerdes;
import io.journeytracker.schema.Touchpoint;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;

public final class TouchpointProducer implements AutoCloseable {

    private final Producer<String, Touchpoint> producer;

    public TouchpointProducer(String brokers, String registry) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                brokers,
                "schema.registry.url",
                registry,
                "avro.remove.java.properties",
                true,
                "acks",
                "all",
                "enable.idempotence",
                true,
                "linger.ms",
                20,
                "compression.type",
                "lz4");
        Serializer<Touchpoint> touchpoints =
                new AvroSerdes(settings).values(Touchpoint.class).serializer();
        producer = new KafkaProducer<>(settings, new StringSerializer(), touchpoints);
    }

    public static void main(String[] args) throws Exception {
        try (TouchpointProducer touchpoints = new TouchpointProducer(args[0], args[1])) {
            Touchpoint touchpoint = Touchpoint.newBuilder()
                    .setSource("till-17")
                    .setMessageId(UUID.randomUUID().toString())
                    .setUserId("u-4711")
                    .setEvent("Order Completed")
                    .setTime(Instant.now().toEpochMilli())
                    .setChannel("store")
                    .setProperties(Map.of("order_id", "o-1", "coupon", "AUTUMN10"))
                    .setTraits(Map.of("segment", "loyal"))
                    .setValue(59.9)
                    .setCurrency("EUR")
                    .build();
            touchpoints.send(touchpoint).get();
        }
    }

    /** What happens now. The future fails if the touchpoint did not get there; send it again with the same message id. */
    public Future<RecordMetadata> send(Touchpoint touchpoint) {
        return producer.send(new ProducerRecord<>("touchpoints", customer(touchpoint), touchpoint));
    }

    /** What happened long ago: the line number of the log settles equal times, and alerts up to the log's end are old. */
    public Future<RecordMetadata> backfill(Touchpoint touchpoint, long line, Instant end) {
        ProducerRecord<String, Touchpoint> message =
                new ProducerRecord<>("touchpoints", customer(touchpoint), touchpoint);
        message.headers().add("jt-order", bytes(line));
        message.headers().add("jt-replay-until", bytes(end.toEpochMilli()));
        return producer.send(message);
    }

    /** Waits until everything is sent. */
    @Override
    public void close() {
        producer.close();
    }

    private static String customer(Touchpoint touchpoint) {
        return touchpoint.getUserId() != null ? touchpoint.getUserId() : touchpoint.getAnonymousId();
    }

    private static byte[] bytes(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }
}
