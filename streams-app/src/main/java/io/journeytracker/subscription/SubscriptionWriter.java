package io.journeytracker.subscription;

import io.journeytracker.topic.Headers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes to the topic of subscriptions. Seldom, so that no producer is kept for it. */
final class SubscriptionWriter {

    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private SubscriptionWriter() {}

    /**
     * Writes all of it, or throws.
     *
     * @param producerSettings of Kafka's producer
     * @param changes text by key; null: it is deleted
     * @throws KafkaException if it cannot be written
     */
    static void write(
            Map<String, Object> producerSettings, String topic, Map<String, String> changes, boolean fromFile) {
        Map<String, Object> settings = new HashMap<>(producerSettings);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE.toMillis());
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis() / 2);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<?>> written = new ArrayList<>();
            changes.forEach((key, text) -> {
                ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                        topic,
                        key.getBytes(StandardCharsets.UTF_8),
                        text == null ? null : text.getBytes(StandardCharsets.UTF_8));
                if (fromFile) {
                    record.headers().add(Headers.FROM_FILE, new byte[0]);
                }
                written.add(producer.send(record));
            });
            for (Future<?> each : written) {
                each.get();
            }
        } catch (ExecutionException failed) {
            throw new KafkaException("Subscriptions could not be written to topic " + topic, failed.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while writing subscriptions", e);
        }
    }
}
