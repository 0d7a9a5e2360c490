package io.journeytracker.intake.publish;

import io.journeytracker.schema.Touchpoint;
import io.journeytracker.topic.Headers;
import io.journeytracker.topic.KafkaCause;
import io.journeytracker.topic.Tick;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Writes records and tells when all brokers that must have them have them. Nobody waits long: what is not acknowledged within
 * {@link #DEADLINE} has failed, and until writing was seen to work again everything is refused at once. What was handed to Kafka may still arrive
 * after that: whoever was refused sends it again, and the second one is a duplicate. Memory is bounded. Thread-safe.
 */
public final class KafkaPublisher implements AutoCloseable {

    /** How long records may take. With reading and answering it stays under two seconds. */
    public static final Duration DEADLINE = Duration.ofMillis(1_500);

    private static final long BUFFER_BYTES = 32L << 20;
    /** Less than the producer's buffer, so that handing a record over never waits for room. */
    private static final long MOST_IN_FLIGHT = BUFFER_BYTES / 2;

    private static final int RECORD_OVERHEAD = 128;
    private static final int BLOCK_MILLIS = 1_000;
    private static final int REQUEST_MILLIS = 5_000;
    private static final int DELIVERY_MILLIS = 10_000;
    private static final int RECONNECT_MILLIS = 500;
    private static final int LINGER_MILLIS = 5;
    private static final int BATCH_BYTES = 64 << 10;
    private static final long NEVER_IDLE_MILLIS = Duration.ofDays(365).toMillis();
    private static final Duration PROBE = Duration.ofMillis(250);
    private static final Duration CLOSE = Duration.ofSeconds(3);

    private final String topic;
    private final Serializer<Touchpoint> serializer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Breaker breaker = new Breaker("the intake has only begun");
    private final Budget inFlight = new Budget(MOST_IN_FLIGHT);
    private final ScheduledExecutorService prober = Executors.newSingleThreadScheduledExecutor(runnable -> {
        Thread thread = new Thread(runnable, "intake-probe");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * @param settings of Kafka's producer; they win over ours but where the promise stands on them
     * @param topic of touchpoints
     * @param serializer of touchpoints; asks the schema registry
     */
    public KafkaPublisher(Map<String, Object> settings, String topic, Serializer<Touchpoint> serializer) {
        this.topic = topic;
        this.serializer = serializer;
        producer =
                new KafkaProducer<>(producerSettings(settings), new ByteArraySerializer(), new ByteArraySerializer());
        prober.scheduleWithFixedDelay(this::probe, 0, PROBE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Map<String, Object> producerSettings(Map<String, Object> given) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, RECONNECT_MILLIS);
        settings.putAll(given);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK_MILLIS);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MILLIS);
        // A quiet night must not make the first message of the morning wait for metadata.
        settings.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, NEVER_IDLE_MILLIS);
        return settings;
    }

    /** Why nothing can be written now; empty: as far as is known, it can. */
    public Optional<String> away() {
        return breaker.reason();
    }

    /**
     * A touchpoint's bytes.
     *
     * @throws UnavailableException if the schema registry is away
     */
    public byte[] serialize(Touchpoint touchpoint) throws UnavailableException {
        try {
            return serializer.serialize(topic, touchpoint);
        } catch (KafkaException e) {
            throw refused("the schema registry cannot be used: " + KafkaCause.of(e));
        }
    }

    /**
     * Hands records to Kafka.
     *
     * @return completes when all of them are acknowledged; exceptionally, within {@link #DEADLINE}, if one is not
     * @throws UnavailableException if they are refused at once
     */
    public CompletableFuture<Void> publish(List<ProducerRecord<byte[], byte[]>> records) throws UnavailableException {
        Optional<String> away = breaker.reason();
        if (away.isPresent()) {
            throw new UnavailableException(away.get());
        }
        long bytes = records.stream().mapToLong(KafkaPublisher::size).sum();
        if (!inFlight.tryTake(bytes)) {
            throw new UnavailableException("more waits for Kafka already than may wait");
        }
        Acknowledgements acknowledgements = new Acknowledgements(records.size());
        int handed = 0;
        try {
            for (ProducerRecord<byte[], byte[]> record : records) {
                send(record, acknowledgements);
                handed++;
            }
        } catch (KafkaException e) {
            records.subList(handed, records.size()).forEach(record -> inFlight.give(size(record)));
            throw refused("Kafka takes nothing: " + KafkaCause.of(e));
        }
        return acknowledgements
                .all()
                .orTimeout(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((done, failure) -> {
                    if (failure instanceof TimeoutException) {
                        breaker.open("Kafka has not acknowledged within " + DEADLINE.toMillis() + " ms");
                    }
                });
    }

    private void send(ProducerRecord<byte[], byte[]> record, Acknowledgements acknowledgements) {
        producer.send(record, (written, failure) -> {
            inFlight.give(size(record));
            if (failure == null) {
                acknowledgements.acknowledged();
            } else {
                breaker.open("Kafka did not take a record: " + KafkaCause.of(failure));
                acknowledgements.failed(failure);
            }
        });
    }

    private UnavailableException refused(String why) {
        breaker.open(why);
        return new UnavailableException(why);
    }

    private static long size(ProducerRecord<byte[], byte[]> record) {
        return RECORD_OVERHEAD
                + (record.key() == null ? 0 : record.key().length)
                + (record.value() == null ? 0 : record.value().length);
    }

    /** While nothing can be written: asks the registry, then writes a tick that says nothing. One at a time. */
    private void probe() {
        if (breaker.reason().isEmpty()) {
            return;
        }
        try {
            serializer.serialize(topic, SAMPLE);
            byte[] tick = new Tick(Tick.NO_TIME, producer.partitionsFor(topic).size(), -1).bytes();
            producer.send(new ProducerRecord<>(
                            topic, null, (Long) null, null, null, List.of(new RecordHeader(Headers.TICK, tick))))
                    .get();
            breaker.close();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } catch (Exception stillAway) {
            breaker.open(KafkaCause.of(stillAway));
        }
    }

    private static final Touchpoint SAMPLE =
            Touchpoint.newBuilder().setEvent("probe").setTime(0).build();

    @Override
    public void close() {
        prober.shutdownNow();
        producer.close(CLOSE);
    }
}
