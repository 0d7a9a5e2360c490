package io.journeytracker.query.fleet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.state.HostInfo;

/** Instances a (this one), b and c, as their group knows them, and what each answers. */
final class Group implements Peers {

    static final String TOPIC = "touchpoints-by-customer";
    static final Address A = new Address("a", 8080);
    static final Address B = new Address("b", 8080);
    static final Address C = new Address("c", 8080);

    final List<StreamsMetadata> metadata = new ArrayList<>();
    final Map<Address, Map<Integer, Share>> keeps = new TreeMap<>(Map.of(A, Map.of(), B, Map.of(), C, Map.of()));
    final List<String> asked = new ArrayList<>();
    Set<Integer> activeHere = Set.of();

    private record Metadata(HostInfo hostInfo, Set<Integer> active, Set<Integer> copies) implements StreamsMetadata {

        @Override
        public Set<String> stateStoreNames() {
            return Set.of();
        }

        @Override
        public Set<TopicPartition> topicPartitions() {
            return of(active);
        }

        @Override
        public Set<TopicPartition> standbyTopicPartitions() {
            return of(copies);
        }

        @Override
        public Set<String> standbyStateStoreNames() {
            return Set.of();
        }

        @Override
        public String host() {
            return hostInfo.host();
        }

        @Override
        public int port() {
            return hostInfo.port();
        }

        /** Of another topic too, with other partitions, which must not be mistaken for ours. */
        private static Set<TopicPartition> of(Collection<Integer> partitions) {
            Set<TopicPartition> all = partitions.stream()
                    .map(partition -> new TopicPartition(TOPIC, partition))
                    .collect(Collectors.toSet());
            all.add(new TopicPartition("deliveries", 0));
            all.add(new TopicPartition("deliveries", 1));
            return all;
        }
    }

    Group member(Address address, Set<Integer> active, Set<Integer> copies) {
        metadata.add(new Metadata(new HostInfo(address.host(), address.port()), active, copies));
        return this;
    }

    Group keeps(Address address, Share... shares) {
        Map<Integer, Share> kept = new TreeMap<>();
        for (Share share : shares) {
            kept.put(share.partition(), share);
        }
        keeps.put(address, kept);
        return this;
    }

    Group activeHere(Integer... partitions) {
        activeHere = Set.of(partitions);
        return this;
    }

    static Share active(int partition, long clock) {
        return new Share(partition, true, clock, clock, 0, List.of());
    }

    static Share copy(int partition, long clock) {
        return new Share(partition, false, Long.MAX_VALUE, clock, 0, List.of());
    }

    Fleet fleet() {
        return new Fleet(
                (question, partitions) -> answer(A, partitions),
                () -> A,
                partition -> activeHere.contains(partition),
                () -> metadata,
                TOPIC,
                this);
    }

    @Override
    public CompletableFuture<List<Share>> ask(Address address, Question question, Set<Integer> partitions) {
        return CompletableFuture.completedFuture(answer(address, partitions));
    }

    private List<Share> answer(Address address, Set<Integer> partitions) {
        asked.add(address.host() + partitions);
        return partitions.stream()
                .filter(keeps.get(address)::containsKey)
                .map(keeps.get(address)::get)
                .toList();
    }
}
