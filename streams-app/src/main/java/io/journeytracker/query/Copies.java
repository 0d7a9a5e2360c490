package io.journeytracker.query;

import io.journeytracker.identity.IdentityTopology;
import io.journeytracker.journey.JourneyTopology;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which partitions of stores may be read here although they are not active: those that have caught up with their changelogs. One that is
 * still being filled would tell a part of the past as if it were all.
 */
public final class Copies implements BiPredicate<String, Integer>, AutoCloseable {

    /** Kafka Streams' own measure of what has caught up, in records. */
    static final long MOST_BEHIND = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(Copies.class);
    private static final long APART_MILLIS = 2_000;
    private static final Set<String> TOGETHER = Set.of(
            JourneyTopology.CUSTOMERS, JourneyTopology.CELLS, JourneyTopology.CLOCK, IdentityTopology.IDENTITIES);

    private final Supplier<KafkaStreams> streams;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "copies");
        thread.setDaemon(true);
        return thread;
    });
    /** Records by store and partition. */
    private volatile Map<String, Map<Integer, Long>> lags = Map.of();

    /** @param streams null while they are not started */
    public Copies(Supplier<KafkaStreams> streams) {
        this.streams = streams;
        timer.scheduleWithFixedDelay(this::look, APART_MILLIS, APART_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Asks the broker how far the changelogs go; while it cannot tell, what is known stays. */
    private void look() {
        KafkaStreams running = streams.get();
        if (running == null) {
            return;
        }
        try {
            Map<String, Map<Integer, Long>> now = new HashMap<>();
            running.allLocalStorePartitionLags().forEach((store, partitions) -> {
                Map<Integer, Long> behind = new HashMap<>();
                partitions.forEach((partition, lag) -> behind.put(partition, lag.offsetLag()));
                now.put(store, behind);
            });
            lags = now;
        } catch (StreamsException | IllegalStateException notNow) {
            LOG.debug("How far the copies are behind is not known", notNow);
        }
    }

    @Override
    public boolean test(String store, Integer partition) {
        return caughtUp(lags, store, partition);
    }

    /** A store of journeys is readable with all others of its partition. */
    static boolean caughtUp(Map<String, Map<Integer, Long>> lags, String store, int partition) {
        Set<String> together = TOGETHER.contains(store) ? TOGETHER : Set.of(store);
        return together.stream()
                // Not kept where identifiers are not joined.
                .filter(each -> !each.equals(IdentityTopology.IDENTITIES) || lags.containsKey(each))
                .allMatch(each -> behind(lags, each, partition) <= MOST_BEHIND);
    }

    private static long behind(Map<String, Map<Integer, Long>> lags, String store, int partition) {
        return lags.getOrDefault(store, Map.of()).getOrDefault(partition, Long.MAX_VALUE);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
