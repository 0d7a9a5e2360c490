package io.journeytracker.query.fleet;

import io.journeytracker.http.ErrorCode;
import io.journeytracker.http.RefusedRequestException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import org.apache.kafka.streams.StreamsMetadata;

/**
 * All instances together: each partition is asked where it is active, and where nobody answers for it, at its copies. Nobody is waited
 * for longer than the question's patience, once for the active ones and once for each copy.
 */
public final class Fleet {

    /** Whoever waits for another instance holds one of this one's HTTP threads, of which some have to be left for the questions of the others. */
    static final int MOST_WAITING = 32;

    private final Instance here;
    private final Supplier<Address> self;
    private final IntPredicate activeHere;
    private final Supplier<Collection<StreamsMetadata>> instances;
    private final String topic;
    private final Peers peers;
    private final Semaphore waiting = new Semaphore(MOST_WAITING);

    /**
     * What came of a question.
     *
     * @param shares the best of each partition that anybody answered for
     * @param missing partitions that nobody answered for
     */
    public record Gathered(List<Share> shares, Set<Integer> missing) {}

    /**
     * @param self where others reach this instance
     * @param activeHere whether a partition is active here at this moment
     * @param instances as the group agreed last
     * @param topic that the stores' tasks read
     */
    public Fleet(
            Instance here,
            Supplier<Address> self,
            IntPredicate activeHere,
            Supplier<Collection<StreamsMetadata>> instances,
            String topic,
            Peers peers) {
        this.here = here;
        this.self = self;
        this.activeHere = activeHere;
        this.instances = instances;
        this.topic = topic;
        this.peers = peers;
    }

    /** @throws RefusedRequestException while too many questions wait for other instances */
    public Gathered ask(Question question, Set<Integer> partitions) {
        Map<Integer, List<Address>> order = order(partitions);
        Map<Integer, Share> best = new TreeMap<>();
        for (int round = 0; ; round++) {
            Map<Address, Set<Integer>> toAsk = new TreeMap<>();
            for (int partition : partitions) {
                List<Address> whom = order.get(partition);
                Share found = best.get(partition);
                if ((found == null || !found.active()) && round < whom.size()) {
                    toAsk.computeIfAbsent(whom.get(round), none -> new TreeSet<>())
                            .add(partition);
                }
            }
            if (toAsk.isEmpty()) {
                Set<Integer> missing = new TreeSet<>(partitions);
                missing.removeAll(best.keySet());
                return new Gathered(List.copyOf(best.values()), missing);
            }
            ask(question, toAsk).forEach(share -> {
                if (partitions.contains(share.partition())) {
                    best.merge(share.partition(), share, Share::better);
                }
            });
        }
    }

    private Map<Integer, List<Address>> order(Set<Integer> partitions) {
        Address own = self.get();
        Map<Integer, Keepers> keepers = null;
        Map<Integer, List<Address>> order = new HashMap<>();
        for (int partition : partitions) {
            boolean active = activeHere.test(partition);
            if (!active && keepers == null) {
                keepers = Keepers.of(instances.get(), topic);
            }
            order.put(
                    partition,
                    (active ? Keepers.NONE : keepers.getOrDefault(partition, Keepers.NONE)).inOrder(own, active));
        }
        return order;
    }

    private List<Share> ask(Question question, Map<Address, Set<Integer>> toAsk) {
        Set<Integer> own = toAsk.remove(self.get());
        boolean others = !toAsk.isEmpty();
        if (others && !waiting.tryAcquire()) {
            throw new RefusedRequestException(
                    ErrorCode.TOO_MANY_REQUESTS, "request", "other instances are being asked for others; try again");
        }
        try {
            List<CompletableFuture<List<Share>>> asked = new ArrayList<>();
            toAsk.forEach((address, theirs) -> asked.add(peers.ask(address, question, theirs)));
            List<Share> shares = new ArrayList<>();
            if (own != null) {
                shares.addAll(here.answer(question, own));
            }
            asked.forEach(answer -> shares.addAll(answer.join()));
            return shares;
        } finally {
            if (others) {
                waiting.release();
            }
        }
    }
}
