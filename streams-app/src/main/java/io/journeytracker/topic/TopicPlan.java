package io.journeytracker.topic;

import io.journeytracker.config.TopicSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * How one topic is created, and what an existing one must be like.
 *
 * @param partitions of a new topic
 * @param replication copies of a new topic; -1: as the brokers say
 * @param cleanup {@code delete} or {@code compact}; an existing topic must have it
 * @param settings further settings of a new topic; of an existing one they are the operator's business, but for
 * @param atLeast those of them, with whole numbers, that an existing topic may exceed but not fall short of: it would lose
 *     records, or refuse them
 */
public record TopicPlan(
        String name,
        int partitions,
        short replication,
        String cleanup,
        Map<String, String> settings,
        Set<String> atLeast) {

    private static final String CLEANUP = "cleanup.policy";
    private static final String RETENTION_MS = "retention.ms";
    private static final String RETENTION_BYTES = "retention.bytes";
    private static final String FOR_EVER = "-1";

    /** Above what touchpoints may have: what we add to a record must never make it too large to be passed on. */
    private static final String LARGEST_BYTES = "4194304";

    /** Longer than an installation stands still: what waits in these topics is told nowhere else. */
    private static final Map<String, String> SENT =
            Map.of(RETENTION_MS, Long.toString(Duration.ofDays(7).toMillis()));

    private static final String LARGEST = "max.message.bytes";

    /** The plans of all topics. */
    public static List<TopicPlan> of(Topics topics, TopicSettings sizes) {
        Map<String, String> results = Map.of(RETENTION_MS, millis(sizes.resultsRetention()));
        return List.of(
                deleted(
                        topics.touchpoints(),
                        sizes,
                        Map.of(RETENTION_MS, millis(sizes.touchpointsRetention())),
                        Set.of(RETENTION_MS)),
                deleted(
                        topics.touchpointsByCustomer(),
                        sizes,
                        Map.of(
                                RETENTION_MS,
                                FOR_EVER,
                                RETENTION_BYTES,
                                Long.toString(sizes.byCustomerBytes()),
                                LARGEST,
                                LARGEST_BYTES),
                        Set.of(RETENTION_MS, RETENTION_BYTES, LARGEST)),
                deleted(topics.transitions(), sizes, results, Set.of(RETENTION_MS)),
                deleted(topics.alerts(), sizes, results, Set.of(RETENTION_MS)),
                compacted(topics.customers(), sizes.partitions(), sizes),
                deleted(
                        topics.stories(),
                        sizes,
                        Map.of(RETENTION_MS, SENT.get(RETENTION_MS), LARGEST, LARGEST_BYTES),
                        Set.of(RETENTION_MS, LARGEST)),
                compacted(topics.maps(), 1, sizes),
                compacted(topics.annotations(), 1, sizes),
                compacted(topics.subscriptions(), 1, sizes),
                deleted(topics.deliveries(), sizes, SENT, Set.of(RETENTION_MS)),
                deleted(topics.outbox(), sizes, SENT, Set.of(RETENTION_MS)),
                compacted(topics.undelivered(), sizes.partitions(), sizes),
                deleted(topics.alertLife(), sizes, results, Set.of(RETENTION_MS)),
                deleted(
                        topics.deadLetters(),
                        sizes,
                        Map.of(RETENTION_MS, FOR_EVER, LARGEST, LARGEST_BYTES),
                        // How long dead letters are of use is for operators to say, there is no setting for it.
                        Set.of(LARGEST)));
    }

    private static TopicPlan deleted(
            String name, TopicSettings sizes, Map<String, String> settings, Set<String> atLeast) {
        return new TopicPlan(name, sizes.partitions(), sizes.replication(), "delete", settings, atLeast);
    }

    private static TopicPlan compacted(String name, int partitions, TopicSettings sizes) {
        return new TopicPlan(name, partitions, sizes.replication(), "compact", Map.of(), Set.of());
    }

    /**
     * Holds an existing topic against the plan.
     *
     * @param found the topic's settings by name
     * @return what does not fit: setting, found, expected
     */
    List<String> misfits(UnaryOperator<String> found) {
        List<String> misfits = new ArrayList<>();
        String policy = found.apply(CLEANUP);
        if (!cleanup.equals(policy)) {
            misfits.add(CLEANUP + " is " + policy + ", expected " + cleanup);
        }
        for (String setting : new TreeSet<>(atLeast)) {
            long wanted = Long.parseLong(settings.get(setting));
            long is = Long.parseLong(found.apply(setting));
            if (is >= 0 && (wanted < 0 || is < wanted)) {
                misfits.add(setting + " is " + is + ", expected "
                        + (wanted < 0 ? FOR_EVER + " (no limit)" : "at least " + wanted + ", or no limit (-1)"));
            }
        }
        return misfits;
    }

    private static String millis(Optional<Duration> retention) {
        return retention.map(kept -> Long.toString(kept.toMillis())).orElse(FOR_EVER);
    }
}
