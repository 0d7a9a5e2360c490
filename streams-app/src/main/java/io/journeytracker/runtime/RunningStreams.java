package io.journeytracker.runtime;

import io.journeytracker.config.JourneyConfig;
import io.journeytracker.failure.DeadReason;
import io.journeytracker.store.RocksDbMemory;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The streams of one instance: the memory of their stores, what becomes of a thread that dies, their metrics. A failure for good
 * completes the future.
 */
final class RunningStreams implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunningStreams.class);
    private static final Duration CLOSE = Duration.ofSeconds(10);

    private final RocksDbMemory memory;
    private final ThreadFailures threadFailures;
    private final KafkaStreams streams;
    private final KafkaStreamsMetrics metrics;

    /**
     * @param reachedAt where other instances reach this one
     * @param deadLettered is told of the reason of each record that the streams write to the dead letters
     */
    RunningStreams(
            JourneyConfig config,
            Optional<String> reachedAt,
            Topology topology,
            MeterRegistry registry,
            Consumer<DeadReason> deadLettered,
            CompletableFuture<Void> failure) {
        memory = new RocksDbMemory(
                config.state().blockCacheBytes(), config.state().writeBufferBytes());
        Gauge.builder("journey.rocksdb.memory", memory, RocksDbMemory::used)
                .description("Memory outside the heap that the stores use, at most journey.rocksdb.block.cache")
                .baseUnit("bytes")
                .register(registry);
        threadFailures = new ThreadFailures(failure::completeExceptionally);
        streams = new KafkaStreams(topology, StreamsProperties.of(config, reachedAt, memory, deadLettered));
        streams.setUncaughtExceptionHandler(threadFailures);
        streams.setStateListener((now, before) -> {
            if (now == KafkaStreams.State.ERROR) {
                failure.completeExceptionally(new IllegalStateException("Kafka Streams ended with an error"));
            }
        });
        metrics = new KafkaStreamsMetrics(streams);
        metrics.bindTo(registry);
    }

    void start() {
        streams.start();
    }

    /** To be asked for state. */
    KafkaStreams streams() {
        return streams;
    }

    /** Why they are not ready; empty: they are. */
    List<String> unready() {
        List<String> reasons = new ArrayList<>();
        if (streams.state() != KafkaStreams.State.RUNNING) {
            reasons.add(
                    "the streams are " + streams.state() + ", expected RUNNING: state is being restored or shared out");
        }
        threadFailures.waiting().ifPresent(why -> reasons.add("a stream thread waits to try again: " + why));
        return reasons;
    }

    @Override
    public void close() {
        threadFailures.stop();
        metrics.close();
        if (!streams.close(CLOSE)) {
            LOG.warn("The stream threads did not end within {} s", CLOSE.toSeconds());
        }
        memory.close();
    }
}
