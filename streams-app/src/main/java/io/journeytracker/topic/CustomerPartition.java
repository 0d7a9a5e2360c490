package io.journeytracker.topic;

import java.util.Arrays;
import org.apache.kafka.common.utils.Utils;

/**
 * On which partition a customer is kept: where Kafka's default partitioner puts the id's UTF-8 bytes, whatever partitioner
 * the clients are set to.
 */
public final class CustomerPartition {

    private CustomerPartition() {}

    /** @param partitions of the topic, at least 1 */
    public static int of(byte[] customer, int partitions) {
        return Utils.toPositive(Utils.murmur2(customer)) % partitions;
    }

    /**
     * Whether a touchpoint lies where its customer is kept, so that it need not travel: its producer used the customer's id
     * as key and Kafka's default partitioner.
     *
     * @param key the record's; null: none
     */
    public static boolean isHome(byte[] key, int partition, byte[] customer, int partitions) {
        return key != null && Arrays.equals(key, customer) && of(customer, partitions) == partition;
    }
}
