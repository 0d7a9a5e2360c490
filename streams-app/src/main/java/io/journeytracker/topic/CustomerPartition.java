package io.journeytracker.topic;

import java.util.Arrays;
import org.apache.kafka.common.utils.Utils;

/**
 * On which partition a customer is kept: where Kafka's default partitioner puts the UTF-8 bytes of the identifier that names
 * the customer, without its kind, whatever partitioner the clients are set to. So a producer who uses the identifier as key
 * writes to that partition.
 */
public final class CustomerPartition {

    private CustomerPartition() {}

    /**
     * @param customer as {@link CustomerId} writes it, in UTF-8
     * @param partitions of the topic, at least 1
     */
    public static int of(byte[] customer, int partitions) {
        int from = valueFrom(customer);
        byte[] value = from == 0 ? customer : Arrays.copyOfRange(customer, from, customer.length);
        return Utils.toPositive(Utils.murmur2(value)) % partitions;
    }

    /**
     * Whether a touchpoint lies where its customer is kept, so that it need not travel: its producer used the customer's
     * identifier as key and Kafka's default partitioner.
     *
     * @param key the record's; null: none
     */
    public static boolean isHome(byte[] key, int partition, byte[] customer, int partitions) {
        return key != null
                && Arrays.equals(key, 0, key.length, customer, valueFrom(customer), customer.length)
                && of(customer, partitions) == partition;
    }

    private static int valueFrom(byte[] customer) {
        for (int i = 0; i < customer.length; i++) {
            if (customer[i] == CustomerId.MARK) {
                return i + 1;
            }
        }
        return 0;
    }
}
