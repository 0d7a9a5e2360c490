package io.journeytracker.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
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

    /** Waits until so many touchpoints were folded since the start. */
    interface Folded {
        void await(int touchpoints);
    }

    /** Runs the streams on a map while something is done with them. */
    void with(JourneyDefinition map, Consumer<Folded> work) {
        with(map, true, false, work);
    }

    private void with(JourneyDefinition map, boolean linked, boolean stories, Consumer<Folded> work) {
        try (JourneyTracker tracker = new JourneyTracker(config)) {
            tracker.replay(map, linked, stories);
            MeterRegistry meters = tracker.meters();
            await(Duration.ofMinutes(1), () -> tracker.ready().ok());
            work.accept(count -> await(Duration.ofMinutes(10), () -> folded(meters) >= count));
            assertThat(sum(meters, "journey.dead.letters")).as("dead letters").isZero();
        }
    }

    /**
     * How fast it was.
     *
     * @param rate touchpoints a second from the moment at which the streams run to the last fold
     * @param cost where the processor time went, in Markdown
     */
    record Speed(double rate, String cost) {}

    /** Folds everything that is there. */
    Speed speed(JourneyDefinition map, int touchpoints) {
        return speed(map, true, false, touchpoints);
    }

    /**
     * @param linked whether identifiers of one customer are joined
     * @param stories whether customers' stories are kept
     */
    Speed speed(JourneyDefinition map, boolean linked, boolean stories, int touchpoints) {
        AtomicReference<Speed> speed = new AtomicReference<>();
        with(map, linked, stories, folded -> {
            ThreadTimes times = new ThreadTimes();
            long began = System.nanoTime();
            folded.await(touchpoints);
            double seconds = (System.nanoTime() - began) / 1e9;
            speed.set(new Speed(touchpoints / seconds, times.table(touchpoints)));
        });
        return speed.get();
    }

    private static void await(Duration atMost, Callable<Boolean> condition) {
        Awaitility.await().atMost(atMost).pollInterval(Duration.ofMillis(25)).until(condition);
    }

    private static double folded(MeterRegistry meters) {
        return sum(meters, "journey.touchpoints");
    }

    private static double sum(MeterRegistry meters, String counter) {
        return meters.find(counter).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }
}
