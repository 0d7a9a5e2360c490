package io.journeytracker.tail;

import io.journeytracker.topic.KafkaCause;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * How far the topology has come. Its offsets are committed in one transaction with what it tells, so what lies before them was
 * handled and told. Used by one thread.
 */
public final class Handled implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Admin admin;
    private final String group;

    /**
     * @param adminSettings of Kafka's admin client
     * @param applicationId the topology's, which is its consumer group
     */
    public Handled(Map<String, Object> adminSettings, String applicationId) {
        this.admin = Admin.create(adminSettings);
        this.group = applicationId;
    }

    /**
     * By partition, the offset of the first record that is not handled yet; absent: none is.
     *
     * @throws KafkaException if the brokers do not say
     */
    Map<TopicPartition, Long> offsets() {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        answer(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                .forEach((partition, committed) -> {
                    if (committed != null) {
                        offsets.put(partition, committed.offset());
                    }
                });
        return offsets;
    }

    /**
     * Where partitions end now, transactions included that have not ended: one whose offsets are committed may not be marked so
     * on every partition yet.
     *
     * @throws KafkaException if the brokers do not say
     */
    Map<TopicPartition, Long> ends(List<TopicPartition> partitions) {
        Map<TopicPartition, Long> ends = new HashMap<>();
        answer(admin.listOffsets(partitions.stream().collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest())))
                        .all())
                .forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    private static <T> T answer(KafkaFuture<T> asked) {
        try {
            return asked.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while asking how far the streams are", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("Cannot ask how far the streams are: " + KafkaCause.of(e), e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
