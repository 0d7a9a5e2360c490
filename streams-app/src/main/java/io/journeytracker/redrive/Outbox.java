package io.journeytracker.redrive;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends letters and marks them as sent, in one transaction for some hundred letters: both happen or neither. A second redrive
 * that begins meanwhile ends this one.
 */
final class Outbox implements AutoCloseable {

    private static final int LETTERS = 500;
    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final String deadLetters;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<Integer, List<Long>> waiting = new TreeMap<>();
    private final List<Future<RecordMetadata>> sent = new ArrayList<>();
    private int letters;

    /**
     * Ends whatever redrive of this installation still runs.
     *
     * @param settings of Kafka's producer
     * @param id names the installation's redrive
     */
    Outbox(Map<String, Object> settings, String id, String deadLetters) {
        this.deadLetters = deadLetters;
        Map<String, Object> own = new HashMap<>(settings);
        own.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id);
        own.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        own.put(ProducerConfig.ACKS_CONFIG, "all");
        producer = new KafkaProducer<>(own, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
    }

    /** @throws RedriveException if another redrive began */
    void send(Letter letter, Again.Send again) {
        try {
            if (letters == 0) {
                producer.beginTransaction();
            }
            again.records().forEach(record -> sent.add(producer.send(record)));
        } catch (KafkaException e) {
            throw failure(e);
        }
        waiting.computeIfAbsent(letter.record().partition(), any -> new ArrayList<>())
                .add(letter.record().offset());
        letters++;
        if (letters == LETTERS) {
            commit();
        }
    }

    /**
     * Everything so far is sent and marked when this returns.
     *
     * @throws RedriveException if another redrive began
     */
    void commit() {
        if (letters == 0) {
            return;
        }
        try {
            waiting.forEach(
                    (partition, offsets) -> sent.add(producer.send(Marks.mark(deadLetters, partition, offsets))));
            producer.flush();
            for (Future<RecordMetadata> each : sent) {
                each.get();
            }
            producer.commitTransaction();
        } catch (KafkaException | ExecutionException e) {
            throw failure(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RedriveException("Interrupted; what was not marked as sent is not sent", e);
        }
        waiting.clear();
        sent.clear();
        letters = 0;
    }

    private static RuntimeException failure(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProducerFencedException || cause instanceof InvalidProducerEpochException) {
                return new RedriveException("Another redrive has begun and goes on where this one ends", e);
            }
        }
        return e instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
    }

    /** What is not committed is not sent. */
    @Override
    public void close() {
        producer.close(CLOSE);
    }
}
