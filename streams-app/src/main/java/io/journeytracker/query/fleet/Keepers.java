package io.journeytracker.query.fleet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.StreamsMetadata;

/**
 * Who keeps a partition, as the group agreed last.
 *
 * @param active empty: nobody, as far as is known
 * @param copies instances with a copy of its stores, by address
 */
record Keepers(Optional<Address> active, List<Address> copies) {

    static final Keepers NONE = new Keepers(Optional.empty(), List.of());

    /** By partition of the topic that the stores' tasks read. Instances without an address are left out. */
    static Map<Integer, Keepers> of(Collection<StreamsMetadata> instances, String topic) {
        Map<Integer, Address> active = new HashMap<>();
        Map<Integer, TreeSet<Address>> copies = new HashMap<>();
        for (StreamsMetadata instance : instances) {
            if (instance.port() > 0) {
                Address address = new Address(instance.host(), instance.port());
                ofTopic(instance.topicPartitions(), topic).forEach(partition -> active.put(partition, address));
                ofTopic(instance.standbyTopicPartitions(), topic)
                        .forEach(partition -> copies.computeIfAbsent(partition, none -> new TreeSet<>())
                                .add(address));
            }
        }
        Map<Integer, Keepers> keepers = new HashMap<>();
        TreeSet<Integer> all = new TreeSet<>(active.keySet());
        all.addAll(copies.keySet());
        for (int partition : all) {
            keepers.put(
                    partition,
                    new Keepers(
                            Optional.ofNullable(active.get(partition)),
                            List.copyOf(copies.getOrDefault(partition, new TreeSet<>()))));
        }
        return keepers;
    }

    private static List<Integer> ofTopic(Collection<TopicPartition> partitions, String topic) {
        return partitions.stream()
                .filter(partition -> partition.topic().equals(topic))
                .map(TopicPartition::partition)
                .toList();
    }

    /**
     * Whom to ask, one after the other, until an active one answers.
     *
     * @param self which also has to be asked: it may know of a change before the others
     * @param activeHere whether the partition is active on it at this moment
     */
    List<Address> inOrder(Address self, boolean activeHere) {
        List<Address> order = new ArrayList<>();
        if (activeHere) {
            return List.of(self);
        }
        active.ifPresent(order::add);
        order.add(self);
        order.addAll(copies);
        return order.stream().distinct().toList();
    }
}
