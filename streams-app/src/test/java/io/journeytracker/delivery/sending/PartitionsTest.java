package io.journeytracker.delivery.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class PartitionsTest {

    private static final TopicPartition ONE = new TopicPartition("alert-outbox", 0);

    @Test
    void whereWhatWasAnsweredCannotBeReadMessagesAreSentAllTheSame() {
        MockConsumer<byte[], byte[]> away = new MockConsumer<>("earliest") {
            @Override
            public synchronized Map<TopicPartition, OffsetAndMetadata> committed(
                    Set<TopicPartition> partitions, Duration atMost) {
                throw new TimeoutException("the coordinator is away");
            }
        };
        Partitions partitions = new Partitions(away);
        partitions.onPartitionsAssigned(List.of(ONE));
        assertThat(partitions.read(new ConsumerRecord<>("alert-outbox", 0, 17, null, null)))
                .isPresent();
    }
}
