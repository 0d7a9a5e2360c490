package io.journeytracker.subscription;

import io.journeytracker.topic.Headers;
import io.journeytracker.topic.TopicReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the topic of subscriptions say what the files say: writes what is new or different, and deletes what came from a file before and is in none now. What others wrote to the
 * topic under other keys stays.
 */
public final class SubscriptionPublisher {

    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionPublisher.class);

    private final Map<String, Object> producerSettings;
    private final Map<String, Object> consumerSettings;
    private final String topic;

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
        Map<String, Written> known = known();
        Map<String, String> changes = new TreeMap<>();
        file.texts().forEach((key, text) -> {
            if (!new Written(text, true).equals(known.get(key))) {
                changes.put(key, text);
            }
        });
        known.forEach((key, before) -> {
            if (before.fromFile() && !file.texts().containsKey(key)) {
                changes.put(key, null);
            }
        });
        if (!changes.isEmpty()) {
            SubscriptionWriter.write(producerSettings, topic, changes, true);
        }
        return changes.size();
    }

    private Map<String, Written> known() {
        Map<String, Written> known = new HashMap<>();
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
                            new Written(
                                    new String(record.value(), StandardCharsets.UTF_8),
                                    record.headers().lastHeader(Headers.FROM_FILE) != null));
                }
            });
        }
        return known;
    }
}
