package io.journeytracker.subscription;

import java.time.Duration;
import java.util.List;

/**
 * Where messages go.
 *
 * @param id by which subscriptions name it; a label of metrics
 * @param type of target, for instance {@code webhook}
 * @param perSecond most messages a second
 * @param concurrency most messages on their way at once
 * @param retries how long after each failed attempt the next one follows; after the last one it is given up
 * @param settings what this type of target has beside; see {@link TargetLanguage#settings}
 */
public record TargetDefinition(
        String id, String type, int perSecond, int concurrency, List<Duration> retries, Object settings) {

    public static final int USUAL_PER_SECOND = 10;
    public static final int USUAL_CONCURRENCY = 4;

    /** Ten attempts over three days, as Standard Webhooks 1.0 recommends. */
    public static final List<Duration> USUAL_RETRIES = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));

    public TargetDefinition {
        retries = List.copyOf(retries);
    }
}
