package io.journeytracker.delivery;

import io.journeytracker.schema.AlertDelivery;
import io.journeytracker.schema.StoredRecords;
import io.journeytracker.schema.UnreadableRecordException;
import io.journeytracker.topic.TopicReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;

/**
 * The messages that were given up.
 *
 * @param messages oldest first
 * @param unreadable records that this version cannot read
 */
public record Undelivered(List<AlertDelivery> messages, List<Unreadable> unreadable) {

    /**
     * A record that this version cannot read.
     *
     * @param key that it has, whatever it says
     * @param since milliseconds since the epoch, when it was written
     */
    public record Unreadable(Bytes key, long since) {}

    /**
     * Those that are given up now.
     *
     * @param consumerSettings of Kafka's consumer
     * @param topic of undelivered messages
     * @throws KafkaException if it cannot be read
     */
    public static Undelivered read(Map<String, Object> consumerSettings, String topic) {
        StoredRecords<AlertDelivery> deliveries = new StoredRecords<>(AlertDelivery.class);
        Map<String, AlertDelivery> found = new HashMap<>();
        Map<Bytes, Unreadable> unreadable = new LinkedHashMap<>();
        try (TopicReader reader = new TopicReader(consumerSettings, topic)) {
            reader.readAll(record -> {
                String id = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
                found.remove(id);
                Bytes key = Bytes.wrap(record.key() == null ? new byte[0] : record.key());
                unreadable.remove(key);
                if (record.value() != null) {
                    try {
                        found.put(id, deliveries.decode(record.value()));
                    } catch (UnreadableRecordException e) {
                        unreadable.put(key, new Unreadable(key, record.timestamp()));
                    }
                }
            });
        }
        return new Undelivered(
                found.values().stream()
                        .sorted(Comparator.comparingLong(AlertDelivery::getAccepted)
                                .thenComparing(AlertDelivery::getId))
                        .toList(),
                List.copyOf(unreadable.values()));
    }

    /** The key of a message's record. */
    public static Bytes key(AlertDelivery message) {
        return Bytes.wrap(message.getId().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Deletes messages for good.
     *
     * @param producerSettings of Kafka's producer
     * @param topic of undelivered messages
     * @param keys of their records
     * @throws KafkaException if that cannot be written
     */
    public static void discard(Map<String, Object> producerSettings, String topic, Collection<Bytes> keys) {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(producerSettings, new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<?>> written = new ArrayList<>();
            keys.forEach(key -> written.add(producer.send(new ProducerRecord<>(topic, key.get(), null))));
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
}
