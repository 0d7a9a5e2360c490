package io.journeytracker.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;

class CustomerPartitionTest {

    private static final byte[] ANNA = "anna".getBytes(UTF_8);

    @Test
    void customersAreWhereKafkasDefaultPartitionerPutsThem() {
        assertThat(IntStream.range(0, 1_000)
                        .mapToObj(i -> ("customer-" + i).getBytes(UTF_8))
                        .filter(id -> CustomerPartition.of(id, 7) != BuiltInPartitioner.partitionForKey(id, 7)))
                .isEmpty();
    }

    @Test
    void aTouchpointIsAtHomeOnItsCustomersPartitionUnderItsCustomersKey() {
        int home = CustomerPartition.of(ANNA, 6);
        assertThat(CustomerPartition.isHome("anna".getBytes(UTF_8), home, ANNA, 6))
                .isTrue();
        assertThat(CustomerPartition.isHome(ANNA, (home + 1) % 6, ANNA, 6))
                .as("by another partitioner")
                .isFalse();
        assertThat(CustomerPartition.isHome("device-1".getBytes(UTF_8), home, ANNA, 6))
                .as("by another key")
                .isFalse();
        assertThat(CustomerPartition.isHome(null, home, ANNA, 6))
                .as("without a key")
                .isFalse();
    }
}
