package io.journeytracker.subscription;

import io.journeytracker.topic.Headers;
import io.journeytracker.topic.TopicReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the topic of subscriptions say what the files say: writes what is new or different, and deletes what came from a file before and is in none now. What others wrote to the
 * topic under other keys stays.
 */
public final class SubscriptionPublisher {

    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionPublisher.class);
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final Map<String, Object> producerSettings;
    private final Map<String, Object> consumerSettings;
    private final String topic;

    private record Known(String text, boolean fromFile) {}

    /**
     * @param producerSettings of Kafka's producer
     * @param consumerSettings of Kafka's consumer
     */
    public SubscriptionPublisher(
            Map<String, Object> producerSettings, Map<String, Object> consumerSettings, String topic) {
        this.producerSettings = producerSettings;
        this.consumerSettings = consumerSettings;
        this.topic = topic;
    }

    /**
     * Publishes what files say.
     *
     * @return how many records were written
     * @throws KafkaException if it cannot be written
     */
    public int publish(SubscriptionFile file) {
        Map<String, Known> known = known();
        Map<String, String> changes = new TreeMap<>();
        file.texts().forEach((key, text) -> {
            if (!new Known(text, true).equals(known.get(key))) {
                changes.put(key, text);
            }
        });
        known.forEach((key, before) -> {
            if (before.fromFile() && !file.texts().containsKey(key)) {
                changes.put(key, null);
            }
        });
        if (!changes.isEmpty()) {
            write(changes);
        }
        return changes.size();
    }

    private Map<String, Known> known() {
        Map<String, Known> known = new HashMap<>();
        try (TopicReader reader = new TopicReader(consumerSettings, topic)) {
            reader.readAll(record -> {
                String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
                if (key.isEmpty()) {
                    LOG.warn("A record without a key in the topic of subscriptions is left out");
                } else if (record.value() == null) {
                    known.remove(key);
                } else {
                    known.put(
                            key,
                            new Known(
                                    new String(record.value(), StandardCharsets.UTF_8),
                                    record.headers().lastHeader(Headers.FROM_FILE) != null));
                }
            });
        }
        return known;
    }

    private void write(Map<String, String> changes) {
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
                record.headers().add(Headers.FROM_FILE, new byte[0]);
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
