package io.journeytracker.topic;

import io.journeytracker.config.TopicSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How one topic is created, and what an existing one must be like.
 *
 * @param partitions of a new topic
 * @param replication copies of a new topic; -1: as the brokers say
 * @param cleanup {@code delete} or {@code compact}; an existing topic must have it
 * @param settings further settings of a new topic; of an existing one they are the operator's business
 */
public record TopicPlan(String name, int partitions, short replication, String cleanup, Map<String, String> settings) {

    private static final String RETENTION_MS = "retention.ms";
    private static final String RETENTION_BYTES = "retention.bytes";
    private static final String FOR_EVER = "-1";

    /** Above what touchpoints may have: what we add to a record must never make it too large to be passed on. */
    private static final String LARGEST_BYTES = "4194304";

    private static final String LARGEST = "max.message.bytes";

    /** The plans of all topics. */
    public static List<TopicPlan> of(Topics topics, TopicSettings sizes) {
        Map<String, String> results = Map.of(RETENTION_MS, millis(sizes.resultsRetention()));
        return List.of(
                deleted(topics.touchpoints(), sizes, Map.of(RETENTION_MS, millis(sizes.touchpointsRetention()))),
                deleted(
                        topics.touchpointsByCustomer(),
                        sizes,
                        Map.of(
                                RETENTION_MS,
                                FOR_EVER,
                                RETENTION_BYTES,
                                Long.toString(sizes.byCustomerBytes()),
                                LARGEST,
                                LARGEST_BYTES)),
                deleted(topics.transitions(), sizes, results),
                deleted(topics.alerts(), sizes, results),
                new TopicPlan(topics.customers(), sizes.partitions(), sizes.replication(), "compact", Map.of()),
                new TopicPlan(topics.maps(), 1, sizes.replication(), "compact", Map.of()),
                deleted(topics.deadLetters(), sizes, Map.of(RETENTION_MS, FOR_EVER, LARGEST, LARGEST_BYTES)));
    }

    private static TopicPlan deleted(String name, TopicSettings sizes, Map<String, String> settings) {
        return new TopicPlan(name, sizes.partitions(), sizes.replication(), "delete", settings);
    }

    private static String millis(Optional<Duration> retention) {
        return retention.map(kept -> Long.toString(kept.toMillis())).orElse(FOR_EVER);
    }
}
