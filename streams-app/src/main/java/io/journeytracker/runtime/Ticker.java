package io.journeytracker.runtime;

import io.journeytracker.config.TickSettings;
import io.journeytracker.topic.Headers;
import io.journeytracker.topic.KafkaCause;
import io.journeytracker.topic.Tick;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes time to every partition of touchpoints: now less the allowance. A partition whose last tick was not acknowledged is
 * left out, so that no old ticks queue up. In an outage ticks say nothing and only try whether they can be written: one that
 * named a time would get through with the broker's return, before what producers held back meanwhile. Time goes on when the broker
 * has been back long enough for that. Several instances may tick the same partitions: the highest counts.
 */
final class Ticker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);
    private static final long STEADY = Long.MIN_VALUE;
    private static final long AWAY = Long.MAX_VALUE;
    private static final int DELIVERY_MILLIS = 2_000;
    private static final int REQUEST_MILLIS = 1_500;
    private static final int BLOCK_MILLIS = 1_000;
    private static final int METADATA_MILLIS = 15_000;
    private static final Duration LATE = Duration.ofSeconds(1);
    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final TickSettings settings;
    private final String topic;
    private final Clock clock;
    private final IntConsumer seen;
    private final KafkaProducer<byte[], byte[]> producer;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(runnable -> {
        Thread thread = new Thread(runnable, "ticker");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<Integer> pending = ConcurrentHashMap.newKeySet();
    private long quietUntil = STEADY;

    /**
     * @param producerSettings of Kafka's producer
     * @param seen hears how many partitions the topic has, before each tick
     */
    Ticker(TickSettings settings, Map<String, Object> producerSettings, String topic, Clock clock, IntConsumer seen) {
        this.settings = settings;
        this.topic = topic;
        this.clock = clock;
        this.seen = seen;
        Map<String, Object> own = new HashMap<>(producerSettings);
        own.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        own.put(ProducerConfig.ACKS_CONFIG, "all");
        own.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
        own.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MILLIS);
        own.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
        own.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK_MILLIS);
        own.put(ProducerConfig.METADATA_MAX_AGE_CONFIG, METADATA_MILLIS);
        producer = new KafkaProducer<>(own, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Begins to tick; while ticks are held here it looks at the partitions only, since others may tick. */
    void start() {
        if (settings.hold()) {
            LOG.warn("Ticks are held (journey.ticks.hold): nothing falls due");
        }
        next(Duration.ZERO);
    }

    private void next(Duration wait) {
        timer.schedule(this::tick, wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void tick() {
        int partitions = 1;
        try {
            partitions = producer.partitionsFor(topic).size();
            seen.accept(partitions);
            if (!settings.hold()) {
                write(partitions);
            }
        } catch (KafkaException e) {
            outage(e);
        } finally {
            if (!timer.isShutdown()) {
                next(settings.interval(partitions));
            }
        }
    }

    private void write(int partitions) {
        long now = clock.millis();
        long time = steady(now) ? now - settings.allowance().toMillis() : Tick.NO_TIME;
        byte[] tick = new Tick(time, partitions, -1).bytes();
        for (int partition = 0; partition < partitions; partition++) {
            if (pending.add(partition)) {
                send(partition, now, tick);
            }
        }
    }

    private void send(int partition, long now, byte[] tick) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                topic, partition, Long.valueOf(now), null, null, List.of(new RecordHeader(Headers.TICK, tick)));
        try {
            producer.send(record, (written, failure) -> {
                if (failure != null) {
                    outage(failure);
                } else {
                    written(clock.millis() - now);
                }
                pending.remove(partition);
            });
        } catch (KafkaException e) {
            outage(e);
            pending.remove(partition);
        }
    }

    private synchronized boolean steady(long now) {
        if (quietUntil != STEADY && now >= quietUntil && pending.isEmpty()) {
            quietUntil = STEADY;
        }
        return quietUntil == STEADY;
    }

    private synchronized void outage(Exception failure) {
        if (quietUntil == STEADY) {
            LOG.warn("A tick could not be written, time stands still meanwhile: {}", KafkaCause.of(failure));
        }
        quietUntil = AWAY;
    }

    private synchronized void written(long tookMillis) {
        if (quietUntil == AWAY || tookMillis > LATE.toMillis()) {
            quietUntil = clock.millis() + settings.settle().toMillis();
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        try {
            timer.awaitTermination(CLOSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(CLOSE);
    }
}
