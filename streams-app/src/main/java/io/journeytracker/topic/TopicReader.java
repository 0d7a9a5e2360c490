package io.journeytracker.topic;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads topics, all partitions, what was committed: small ones from their beginning, of others the last. Used by one thread, but for {@link #wakeup}. */
public final class TopicReader implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<String> topics;
    private final Duration patience;

    /** @param settings of Kafka's consumer */
    public TopicReader(Map<String, Object> settings, String topic) {
        this(settings, List.of(topic));
    }

    /** @param settings of Kafka's consumer */
    public TopicReader(Map<String, Object> settings, List<String> topics) {
        this(settings, topics, PATIENCE);
    }

    /**
     * @param settings of Kafka's consumer
     * @param patience how long reading what is there may take
     */
    TopicReader(Map<String, Object> settings, List<String> topics, Duration patience) {
        Map<String, Object> own = new HashMap<>(settings);
        own.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        own.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        own.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        own.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        this.consumer = new KafkaConsumer<>(own, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.topics = List.copyOf(topics);
        this.patience = patience;
    }

    /**
     * Everything that is in the topic now.
     *
     * @throws TimeoutException if it cannot be read in time
     */
    public void readAll(Consumer<ConsumerRecord<byte[], byte[]>> action) {
        readLast(Long.MAX_VALUE, action);
    }

    /**
     * The end of what is in the topics now.
     *
     * @param most offsets of each partition; there may be fewer records, since transactions take offsets too
     * @throws TimeoutException if it cannot be read in time
     */
    public void readLast(long most, Consumer<ConsumerRecord<byte[], byte[]>> action) {
        Deadline deadline = Deadline.in(patience);
        List<TopicPartition> partitions = topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic, deadline.left()).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, deadline.left());
        consumer.beginningOffsets(partitions, deadline.left())
                .forEach((partition, begin) -> consumer.seek(partition, Math.max(begin, ends.get(partition) - most)));
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            if (deadline.passed()) {
                throw new TimeoutException("Topic " + String.join(", ", topics)
                        + " could not be read to its end within " + patience.toSeconds() + " s");
            }
            consumer.poll(deadline.left().compareTo(POLL) < 0 ? deadline.left() : POLL)
                    .forEach(action);
        }
    }

    /** What came since. */
    public void follow(Consumer<ConsumerRecord<byte[], byte[]>> action) {
        consumer.poll(POLL).forEach(action);
    }

    /** Makes the reading thread throw. */
    public void wakeup() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
