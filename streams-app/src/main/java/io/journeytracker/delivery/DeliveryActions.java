package io.journeytracker.delivery;

import io.journeytracker.schema.AlertAcknowledgement;
import io.journeytracker.schema.AlertDelivery;
import io.journeytracker.schema.AlertLife;
import io.journeytracker.schema.AlertLifeKind;
import io.journeytracker.schema.DeliveryEvent;
import io.journeytracker.schema.StoredRecords;
import io.journeytracker.topic.Topics;
import io.journeytracker.topic.WriterMark;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What people do about alerts and messages: written to where it is decided what follows. Thread-safe. */
public final class DeliveryActions implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final KafkaProducer<byte[], byte[]> producer;
    private final Topics topics;
    private final Clock clock;
    private final WriterMark mark = WriterMark.fresh();
    private final StoredRecords<DeliveryEvent> events = new StoredRecords<>(DeliveryEvent.class);
    private final StoredRecords<AlertLife> lives = new StoredRecords<>(AlertLife.class);
    private final StoredRecords<AlertDelivery> deliveries = new StoredRecords<>(AlertDelivery.class);

    /** @param producerSettings of Kafka's producer */
    public DeliveryActions(Map<String, Object> producerSettings, Topics topics, Clock clock) {
        Map<String, Object> settings = new HashMap<>(producerSettings);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE.toMillis());
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis() / 2);
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        this.topics = topics;
        this.clock = clock;
    }

    /**
     * Says to every subscription that follows the alert, and to whoever lists alerts, that somebody takes care of it. The first one counts; of an
     * alert that is over or unknown nothing becomes of it. Where it cannot be written everywhere it may be said again.
     *
     * @param alert its id
     * @param note empty: none
     * @throws KafkaException if it cannot be written
     */
    public void acknowledge(String alert, String by, String note) {
        Instant now = clock.instant();
        DeliveryEvent event = DeliveryEvent.newBuilder()
                .setSubscription("")
                .setAt(now.toEpochMilli())
                .setAcknowledgement(new AlertAcknowledgement(alert, by, note, now.toEpochMilli()))
                .build();
        AlertLife life = AlertLife.newBuilder()
                .setAlert(alert)
                .setKind(AlertLifeKind.ACKNOWLEDGED)
                .setAt(now.toEpochMilli())
                .setBy(by)
                .setNote(note)
                .build();
        byte[] value = encode(event);
        String topic = topics.deliveries();
        List<Future<?>> written = new ArrayList<>();
        producer.partitionsFor(topic)
                .forEach(partition ->
                        written.add(producer.send(new ProducerRecord<>(topic, partition.partition(), null, value))));
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topics.alertLife(), key(alert), encode(life));
        mark.putOn(record.headers());
        written.add(producer.send(record));
        await(written);
    }

    /** Whether an acknowledgement was said here, by the headers of its record in the topic of what happened to alerts. */
    public boolean said(Headers acknowledgement) {
        return mark.isOn(acknowledgement);
    }

    /**
     * Sends a message again that was given up, with all its attempts.
     *
     * @throws KafkaException if it cannot be written
     */
    public void again(AlertDelivery delivery) {
        byte[] value;
        synchronized (this) {
            value = events.encode(DeliveryEvent.newBuilder()
                    .setSubscription(delivery.getSubscription())
                    .setAt(clock.millis())
                    .setAgain(ByteBuffer.wrap(deliveries.encode(delivery)))
                    .build());
        }
        await(List.of(
                producer.send(new ProducerRecord<>(topics.deliveries(), key(delivery.getSubscription()), value))));
    }

    private static byte[] key(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private synchronized byte[] encode(AlertLife life) {
        return lives.encode(life);
    }

    private synchronized byte[] encode(DeliveryEvent event) {
        return events.encode(event);
    }

    private static void await(List<Future<?>> written) {
        try {
            for (Future<?> each : written) {
                each.get();
            }
        } catch (ExecutionException failed) {
            throw new KafkaException("it could not be written", failed.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while writing", e);
        }
    }

    @Override
    public void close() {
        producer.close(PATIENCE);
    }
}
