package io.journeytracker.benchmark;

import io.journeytracker.alert.Alerts;
import io.journeytracker.definition.JourneyCatalog;
import io.journeytracker.failure.DeadLetterHandler;
import io.journeytracker.metric.JourneyMeters;
import io.journeytracker.metric.MapGauges;
import io.journeytracker.runtime.RootTopology;
import io.journeytracker.schema.AvroSerdes;
import io.journeytracker.topic.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.awaitility.Awaitility;

/** One run of the whole topology over touchpoints that are there already, with one thread. */
final class TopologyRun {

    private final String bootstrap;
    private final Topics topics;
    private final AvroSerdes serdes;
    private final JourneyCatalog catalog;
    private final Path stateDir;

    TopologyRun(String bootstrap, Topics topics, AvroSerdes serdes, JourneyCatalog catalog, Path stateDir) {
        this.bootstrap = bootstrap;
        this.topics = topics;
        this.serdes = serdes;
        this.catalog = catalog;
        this.stateDir = stateDir;
    }

    /** Touchpoints a second from the first poll to the last fold. */
    double rate(int touchpoints, int customersInHeap) throws InterruptedException {
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        var topology = new RootTopology(
                        topics,
                        serdes,
                        () -> catalog,
                        new JourneyMeters(metrics),
                        new MapGauges(metrics),
                        new Alerts(""),
                        customersInHeap)
                .build();
        CountDownLatch running = new CountDownLatch(1);
        try (KafkaStreams streams = new KafkaStreams(topology, settings())) {
            streams.setStateListener((now, before) -> {
                if (now == KafkaStreams.State.RUNNING) {
                    running.countDown();
                }
            });
            streams.start();
            if (!running.await(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the topology did not start within a minute");
            }
            long began = System.nanoTime();
            Awaitility.await()
                    .atMost(Duration.ofMinutes(5))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> folded(metrics) >= touchpoints);
            return touchpoints / ((System.nanoTime() - began) / 1e9);
        }
    }

    private static double folded(SimpleMeterRegistry metrics) {
        return metrics.find("journey.touchpoints").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private Properties settings() {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, topics.prefix() + "benchmark");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        settings.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 1000);
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
        settings.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetterHandler.class);
        settings.put(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, topics.deadLetters());
        settings.put("auto.offset.reset", "earliest");
        return settings;
    }
}
