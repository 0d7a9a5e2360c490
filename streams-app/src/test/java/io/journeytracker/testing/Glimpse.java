package io.journeytracker.testing;

import io.journeytracker.schema.AvroSerdes;
import io.journeytracker.schema.JourneyTransition;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.awaitility.Awaitility;

/** Sees transitions as soon as they are written, before they are committed, and perhaps never will be. */
public final class Glimpse implements AutoCloseable {

    private static final String TOPIC = "journey-transitions";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Deserializer<JourneyTransition> deserializer;

    public Glimpse(Map<String, String> settings) {
        deserializer = new AvroSerdes(settings).values(JourneyTransition.class).deserializer();
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        settings.get("kafka.bootstrap.servers"),
                        "isolation.level",
                        "read_uncommitted"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        var partitions = consumer.partitionsFor(TOPIC).stream()
                .map(info -> new TopicPartition(TOPIC, info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /** Waits until so many more are seen. */
    public void await(int count, Predicate<JourneyTransition> which) {
        int[] left = {count};
        Awaitility.await()
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> {
                    consumer.poll(Duration.ofMillis(20)).forEach(record -> {
                        if (which.test(deserializer.deserialize(TOPIC, record.value()))) {
                            left[0]--;
                        }
                    });
                    return left[0] <= 0;
                });
    }

    @Override
    public void close() {
        consumer.close();
    }
}
