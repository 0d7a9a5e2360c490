package io.journeytracker.intake.publish;

import io.journeytracker.schema.RegistryUnavailableException;
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
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes records and tells when all brokers that must have them have them. Nobody waits long: what is not acknowledged within
 * {@link #DEADLINE} has failed, and until writing was seen to work again everything is refused at once. What was handed to Kafka may still arrive
 * after that: whoever was refused sends it again, and the second one is a duplicate. Memory is bounded. Thread-safe.
 */
public final class KafkaPublisher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaPublisher.class);

    /** How long records may take, from before the first of them is handed over. With reading and answering it stays under two seconds. */
    public static final Duration DEADLINE = Duration.ofMillis(1_500);

    /** After that no further record is handed over: doing so may take {@link #BLOCK_MILLIS} where metadata is missing. */
    private static final Duration HANDING = Duration.ofMillis(1_000);

    private static final long BUFFER_BYTES = 32L << 20;
    /** Less than the producer's buffer, so that handing a record over never waits for room. */
    private static final long MOST_IN_FLIGHT = BUFFER_BYTES / 2;

    private static final int BLOCK_MILLIS = 500;
    private static final int REQUEST_MILLIS = 5_000;
    private static final int DELIVERY_MILLIS = 10_000;
    private static final int RECONNECT_MILLIS = 500;
    private static final int LINGER_MILLIS = 5;
    private static final int BATCH_BYTES = 64 << 10;
    private static final long NEVER_IDLE_MILLIS = Duration.ofDays(365).toMillis();
    private static final Duration PROBE = Duration.ofMillis(250);
    /** Confluent's client logs every failure at length. */
    private static final Duration PROBE_REGISTRY = Duration.ofSeconds(3);

    private static final Duration CLOSE = Duration.ofSeconds(3);
    private static final Duration WARNINGS = Duration.ofMinutes(1);
    /** Kafka's refusals of one record for what it is; the next one may well be taken. */
    private static final List<Class<? extends Exception>> OF_ONE_RECORD = List.of(
            RecordTooLargeException.class,
            RecordBatchTooLargeException.class,
            InvalidRecordException.class,
            InvalidTimestampException.class,
            SerializationException.class);

    private static final Touchpoint SAMPLE =
            Touchpoint.newBuilder().setEvent("probe").setTime(0).build();

    private final String topic;
    private final Serializer<Touchpoint> serializer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Breaker breaker = new Breaker("the intake has only begun");
    private final Sparingly warnings = new Sparingly(WARNINGS);
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
        probeAfter(Duration.ZERO);
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
     * @throws org.apache.kafka.common.errors.SerializationException if the touchpoint is none of the schema's
     */
    public byte[] serialize(Touchpoint touchpoint) throws UnavailableException {
        try {
            return serializer.serialize(topic, touchpoint);
        } catch (RegistryUnavailableException e) {
            throw refused("the schema registry cannot be used: " + KafkaCause.of(e));
        }
    }

    /**
     * For records that are to be published together.
     *
     * @throws UnavailableException if nothing can be written now
     */
    public Consignment open() throws UnavailableException {
        Optional<String> away = breaker.reason();
        if (away.isPresent()) {
            throw new UnavailableException(away.get());
        }
        return new Consignment(inFlight);
    }

    /**
     * Hands records to Kafka.
     *
     * @param consignment from {@link #open}; empty afterwards
     * @return completes when all of them are acknowledged; exceptionally, within {@link #DEADLINE}, if one is not
     * @throws UnavailableException if they are refused at once
     */
    public CompletableFuture<Void> publish(Consignment consignment) throws UnavailableException {
        boolean touchpoints = false;
        List<Consignment.Parcel> records = consignment.handOver();
        Acknowledgements acknowledgements = new Acknowledgements(records.size());
        long began = System.nanoTime();
        // Before the first record is handed over: that may block.
        CompletableFuture<Void> all = acknowledgements.all().orTimeout(DEADLINE.toNanos(), TimeUnit.NANOSECONDS);
        int handed = 0;
        try {
            // Where Kafka's metadata is missing each record is waited for: the first failure is enough.
            while (handed < records.size() && !all.isDone()) {
                if (System.nanoTime() - began > HANDING.toNanos()) {
                    // Of a busy machine, most likely: what Kafka's client waits for in vain it tells by itself.
                    acknowledgements.failed(new UnavailableException("handing the records over takes too long"));
                    break;
                }
                Consignment.Parcel parcel = records.get(handed);
                touchpoints |= parcel.record().topic().equals(topic);
                send(parcel, acknowledgements);
                handed++;
            }
        } catch (KafkaException e) {
            throw refused("Kafka takes nothing: " + KafkaCause.of(e));
        } finally {
            records.subList(handed, records.size()).forEach(parcel -> inFlight.give(parcel.bytes()));
        }
        boolean ofAll = touchpoints;
        return all.whenComplete((done, failure) -> {
            if (ofAll && failure instanceof TimeoutException) {
                breaker.open("Kafka has not acknowledged within " + DEADLINE.toMillis() + " ms");
            }
        });
    }

    private void send(Consignment.Parcel parcel, Acknowledgements acknowledgements) {
        producer.send(parcel.record(), (written, failure) -> {
            inFlight.give(parcel.bytes());
            if (failure == null) {
                acknowledgements.acknowledged();
            } else {
                failed(parcel.record().topic(), failure);
                acknowledgements.failed(failure);
            }
        });
    }

    /** Only what other touchpoints will meet as well stops everything: the probe writes to their topic alone, too. */
    private void failed(String to, Exception failure) {
        boolean ofOneRecord = OF_ONE_RECORD.stream().anyMatch(kind -> kind.isInstance(failure));
        if (to.equals(topic) && !ofOneRecord) {
            breaker.open("Kafka did not take a record: " + KafkaCause.of(failure));
        } else if (warnings.mayWarn()) {
            LOG.warn("Kafka did not take a record for topic {}: {}", to, KafkaCause.of(failure));
        }
    }

    private UnavailableException refused(String why) {
        breaker.open(why);
        return new UnavailableException(why);
    }

    private void probeAfter(Duration wait) {
        try {
            prober.schedule(() -> probeAfter(probe()), wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closing) {
            return;
        }
    }

    /**
     * While nothing can be written: asks the registry, then writes a tick that says nothing. One at a time.
     *
     * @return when to look again
     */
    private Duration probe() {
        if (breaker.reason().isEmpty()) {
            return PROBE;
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
        } catch (RegistryUnavailableException registryAway) {
            breaker.open(KafkaCause.of(registryAway));
            return PROBE_REGISTRY;
        } catch (Exception stillAway) {
            breaker.open(KafkaCause.of(stillAway));
        }
        return PROBE;
    }

    @Override
    public void close() {
        prober.shutdownNow();
        producer.close(CLOSE);
    }
}
