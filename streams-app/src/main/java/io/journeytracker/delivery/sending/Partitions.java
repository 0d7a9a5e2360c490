package io.journeytracker.delivery.sending;

import io.journeytracker.topic.KafkaCause;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The partitions that are read here, and how far their messages are answered. Used by the thread of the consumer. */
final class Partitions implements ConsumerRebalanceListener {

    private static final Logger LOG = LoggerFactory.getLogger(Partitions.class);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Progress> progress = new HashMap<>();

    Partitions(Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /** Of a message that is to be sent from here; empty: it is answered already, or somebody else's. */
    Optional<Progress> read(ConsumerRecord<byte[], byte[]> record) {
        return Optional.ofNullable(progress.get(new TopicPartition(record.topic(), record.partition())))
                .filter(from -> from.read(record.offset()));
    }

    void commit() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        progress.forEach((partition, each) ->
                Optional.ofNullable(each.commit()).ifPresent(offset -> offsets.put(partition, offset)));
        if (offsets.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(offsets);
            offsets.forEach((partition, offset) -> progress.get(partition).committed(offset));
        } catch (RebalanceInProgressException later) {
            LOG.debug("Not committed during a rebalance");
        } catch (CommitFailedException gone) {
            LOG.warn("Another sender took over before the answers were committed: some messages are sent again");
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> committed = committed(partitions);
        partitions.forEach(each -> progress.put(each, new Progress(committed.get(each))));
    }

    /** Without what is answered ahead some messages come twice; without a partition's progress none would come at all. */
    private Map<TopicPartition, OffsetAndMetadata> committed(Collection<TopicPartition> partitions) {
        try {
            return consumer.committed(Set.copyOf(partitions), PATIENCE);
        } catch (RetriableException away) {
            LOG.warn(
                    "What was answered before cannot be read, some messages may be sent again: {}",
                    KafkaCause.of(away));
            return Map.of();
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        try {
            commit();
        } finally {
            // Also where the offsets could not be written: whoever takes over sends what is on its way here.
            onPartitionsLost(partitions);
        }
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        partitions.forEach(each -> Optional.ofNullable(progress.remove(each)).ifPresent(Progress::revoke));
    }
}
