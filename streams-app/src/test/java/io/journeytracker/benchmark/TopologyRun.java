package io.journeytracker.benchmark;

import io.journeytracker.config.JourneyConfig;
import io.journeytracker.config.Settings;
import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.runtime.JourneyTracker;
import io.journeytracker.topic.TopicAdmin;
import io.journeytracker.topic.TopicPlan;
import io.journeytracker.topic.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;

/** One run of the application's streams, as shipped but with one thread, over touchpoints that are there already. */
final class TopologyRun {

    private final JourneyConfig config;

    TopologyRun(String bootstrap, String registry, String prefix, int partitions, Path stateDir) {
        this.config = JourneyConfig.from(new Settings()
                        .set(Map.of(
                                "kafka.bootstrap.servers",
                                bootstrap,
                                "schema.registry.url",
                                registry,
                                "journey.application.id",
                                prefix + "benchmark",
                                "journey.topics.prefix",
                                prefix,
                                "journey.topics.partitions",
                                String.valueOf(partitions),
                                "journey.streams.threads",
                                "1")))
                .withStateIn(stateDir);
    }

    /** Makes the topics. */
    void prepare() {
        try (TopicAdmin admin = new TopicAdmin(config.kafka().forAdmin())) {
            admin.prepare(TopicPlan.of(new Topics(config.topics().prefix()), config.topics()));
        }
    }

    /** Touchpoints a second from the moment at which the streams run to the last fold. */
    double rate(JourneyDefinition map, int touchpoints) {
        try (JourneyTracker tracker = new JourneyTracker(config)) {
            tracker.replay(map);
            MeterRegistry meters = tracker.meters();
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> tracker.ready().ok());
            long began = System.nanoTime();
            double before = folded(meters);
            Awaitility.await()
                    .atMost(Duration.ofMinutes(5))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> folded(meters) >= touchpoints);
            return (touchpoints - before) / ((System.nanoTime() - began) / 1e9);
        }
    }

    private static double folded(MeterRegistry meters) {
        return meters.find("journey.touchpoints").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }
}
