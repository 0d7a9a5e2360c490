package io.journeytracker.topic;

import io.journeytracker.topic.EditFailedException.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * One attempt at changing a value of a small topic of one partition by what it is now. Whoever begins one ends all that others have begun, on any
 * instance, so that nothing is written between its reading and its writing.
 */
final class TopicTransaction implements TopicEditor.Attempt {

    /** Kafka's client waits so often, at the most, before and after something is written. */
    private static final int WAITS_AFTER = 2;

    private static final int WAITS = 1 + WAITS_AFTER;

    private final Map<String, Object> producerSettings;
    private final Map<String, Object> consumerSettings;
    private final String topic;

    TopicTransaction(Map<String, Object> producerSettings, Map<String, Object> consumerSettings, String topic) {
        this.producerSettings = producerSettings;
        this.consumerSettings = consumerSettings;
        this.topic = topic;
    }

    @Override
    public long make(String key, UnaryOperator<Optional<String>> change, Deadline deadline) {
        byte[] name = key.getBytes(StandardCharsets.UTF_8);
        Duration wait = deadline.left().dividedBy(WAITS);
        KafkaProducer<byte[], byte[]> producer;
        try {
            producer = producer(wait);
        } catch (KafkaException e) {
            throw failed(e, Outcome.AWAY);
        }
        try {
            Optional<byte[]> wanted;
            try {
                producer.initTransactions();
                wanted = change.apply(now(name, deadline)).map(text -> text.getBytes(StandardCharsets.UTF_8));
                producer.beginTransaction();
            } catch (KafkaException e) {
                throw failed(e, Outcome.AWAY);
            }
            if (deadline.left().compareTo(wait.multipliedBy(WAITS_AFTER)) < 0) {
                throw new EditFailedException(Outcome.AWAY, "Kafka is too slow for topic " + topic);
            }
            try {
                return write(producer, new ProducerRecord<>(topic, name, wanted.orElse(null)));
            } catch (KafkaException e) {
                throw failed(e, Outcome.UNKNOWN);
            }
        } finally {
            producer.close(deadline.left());
        }
    }

    private static long write(KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record) {
        Future<RecordMetadata> sent = producer.send(record);
        producer.commitTransaction();
        try {
            return sent.get().offset();
        } catch (ExecutionException failed) {
            throw new KafkaException(failed.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** Who was excluded is told apart by its cause. */
    private EditFailedException failed(KafkaException e, Outcome otherwise) {
        Outcome outcome = KafkaCause.isTooLarge(e)
                ? Outcome.TOO_LARGE
                : KafkaCause.lasts(e) ? Outcome.REFUSED : excluded(e, otherwise);
        return new EditFailedException(outcome, "Topic " + topic + " could not be changed: " + KafkaCause.of(e), e);
    }

    /** Whoever is excluded while it commits may have been heard before: the answer was lost, and the next one to begin was quicker. */
    private static Outcome excluded(KafkaException e, Outcome otherwise) {
        return Rivals.excluded(e) && otherwise != Outcome.UNKNOWN ? Outcome.BUSY : otherwise;
    }

    private Optional<String> now(byte[] key, Deadline deadline) {
        byte[][] last = {null};
        try (TopicReader reader = new TopicReader(consumerSettings, List.of(topic), deadline.left())) {
            reader.readAll(record -> {
                if (Arrays.equals(record.key(), key)) {
                    last[0] = record.value();
                }
            });
        }
        return Optional.ofNullable(last[0]).map(value -> new String(value, StandardCharsets.UTF_8));
    }

    private KafkaProducer<byte[], byte[]> producer(Duration wait) {
        int millis = (int) Math.max(2, wait.toMillis());
        Map<String, Object> settings = new HashMap<>(producerSettings);
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, topic + "-editor");
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis);
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int) TopicEditor.PATIENCE.toMillis());
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis / 2);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
