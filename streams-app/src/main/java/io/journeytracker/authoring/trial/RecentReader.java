package io.journeytracker.authoring.trial;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads what was written to a topic since a time, all partitions, committed records only. It belongs to no group: nobody's share
 * changes by it.
 *
 * @param settings of Kafka's consumer
 */
record RecentReader(Map<String, Object> settings, String topic) {

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int API_TIMEOUT_MILLIS = 10_000;
    private static final int RECORDS_AT_ONCE = 5_000;

    /** Is told how far the reading is, and may end it by throwing. */
    interface Progress {
        void read(long done, long of);
    }

    /**
     * Reads to where the topic ends now.
     *
     * @param from milliseconds since the epoch
     * @throws org.apache.kafka.common.KafkaException if it cannot be read
     */
    void read(long from, Consumer<ConsumerRecord<byte[], byte[]>> each, Progress progress) {
        Map<String, Object> own = new HashMap<>(settings);
        own.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        own.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        own.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        own.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, API_TIMEOUT_MILLIS);
        own.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS_AT_ONCE);
        own.remove(ConsumerConfig.GROUP_ID_CONFIG);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(own, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Map<TopicPartition, Long> begins = begins(consumer, partitions, from, ends);
            begins.forEach(consumer::seek);
            long all = sum(ends) - sum(begins);
            long done = 0;
            long moved = System.nanoTime();
            while (done < all) {
                consumer.poll(POLL).forEach(each);
                long before = done;
                done = 0;
                for (TopicPartition partition : partitions) {
                    done += Math.min(consumer.position(partition), ends.get(partition)) - begins.get(partition);
                }
                moved = done > before ? System.nanoTime() : moved;
                if (System.nanoTime() - moved > PATIENCE.toNanos()) {
                    throw new TimeoutException(
                            "Topic " + topic + " gave nothing more within " + PATIENCE.toSeconds() + " s");
                }
                progress.read(done, all);
            }
        }
    }

    private static Map<TopicPartition, Long> begins(
            KafkaConsumer<byte[], byte[]> consumer,
            List<TopicPartition> partitions,
            long from,
            Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, Math.max(0, from)));
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
        Map<TopicPartition, Long> begins = new HashMap<>();
        for (TopicPartition partition : partitions) {
            OffsetAndTimestamp at = found.get(partition);
            long end = ends.get(partition);
            begins.put(partition, at == null ? end : Math.min(at.offset(), end));
        }
        return begins;
    }

    private static long sum(Map<TopicPartition, Long> offsets) {
        return offsets.values().stream().mapToLong(Long::longValue).sum();
    }
}
