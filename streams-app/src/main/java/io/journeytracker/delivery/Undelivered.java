package io.journeytracker.delivery;

import io.journeytracker.schema.AlertDelivery;
import io.journeytracker.schema.StoredRecords;
import io.journeytracker.topic.TopicReader;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The messages that were given up. */
public final class Undelivered {

    private Undelivered() {}

    /**
     * Those that are given up now, oldest first.
     *
     * @param consumerSettings of Kafka's consumer
     * @param topic of undelivered messages
     * @throws org.apache.kafka.common.KafkaException if it cannot be read
     */
    public static List<AlertDelivery> read(Map<String, Object> consumerSettings, String topic) {
        StoredRecords<AlertDelivery> deliveries = new StoredRecords<>(AlertDelivery.class);
        Map<String, AlertDelivery> found = new HashMap<>();
        try (TopicReader reader = new TopicReader(consumerSettings, topic)) {
            reader.readAll(record -> {
                String id = new String(record.key(), StandardCharsets.UTF_8);
                if (record.value() == null) {
                    found.remove(id);
                } else {
                    found.put(id, deliveries.decode(record.value()));
                }
            });
        }
        return found.values().stream()
                .sorted(Comparator.comparingLong(AlertDelivery::getAccepted).thenComparing(AlertDelivery::getId))
                .toList();
    }
}
