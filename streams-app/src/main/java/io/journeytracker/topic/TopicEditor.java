package io.journeytracker.topic;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
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
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Changes values of a small compacted topic of one partition, each by what it is now: nobody on any instance writes between the reading and the
 * writing. Editors exclude one another by a transactional id; who was excluded reads again. Seldom, so that no producer is kept for it. Thread-safe.
 */
public final class TopicEditor {

    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final long MOST_ASIDE_MILLIS = 300;

    private final Map<String, Object> producerSettings;
    private final Map<String, Object> consumerSettings;
    private final String topic;

    /**
     * @param producerSettings of Kafka's producer
     * @param consumerSettings of Kafka's consumer
     */
    public TopicEditor(Map<String, Object> producerSettings, Map<String, Object> consumerSettings, String topic) {
        this.producerSettings = producerSettings;
        this.consumerSettings = consumerSettings;
        this.topic = topic;
    }

    /**
     * Writes one value.
     *
     * @param change what becomes of the value under the key, empty: there is none, or there is to be none; called again where somebody else was
     *     quicker. What it throws is thrown, and nothing is written
     * @return the record's offset
     * @throws KafkaException if it could not be written, or it is not known whether it was
     */
    public synchronized long edit(String key, UnaryOperator<Optional<String>> change) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return attempt(key, change);
            } catch (KafkaException e) {
                if (!Rivals.excluded(e) || System.nanoTime() > deadline || !Rivals.standAside(MOST_ASIDE_MILLIS)) {
                    throw e;
                }
            }
        }
    }

    private long attempt(String key, UnaryOperator<Optional<String>> change) {
        byte[] name = key.getBytes(StandardCharsets.UTF_8);
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            // Ends what others have begun, so that after it nothing is written that is not read below.
            producer.initTransactions();
            Optional<String> wanted = change.apply(now(name));
            producer.beginTransaction();
            Future<RecordMetadata> sent = producer.send(new ProducerRecord<>(
                    topic,
                    name,
                    wanted.map(text -> text.getBytes(StandardCharsets.UTF_8)).orElse(null)));
            producer.commitTransaction();
            return sent.get().offset();
        } catch (ExecutionException failed) {
            throw new KafkaException("It could not be written to topic " + topic, failed.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while writing to topic " + topic, e);
        }
    }

    private Optional<String> now(byte[] key) {
        byte[][] last = {null};
        try (TopicReader reader = new TopicReader(consumerSettings, topic)) {
            reader.readAll(record -> {
                if (Arrays.equals(record.key(), key)) {
                    last[0] = record.value();
                }
            });
        }
        return Optional.ofNullable(last[0]).map(value -> new String(value, StandardCharsets.UTF_8));
    }

    private KafkaProducer<byte[], byte[]> producer() {
        Map<String, Object> settings = new HashMap<>(producerSettings);
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, topic + "-editor");
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE.toMillis());
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int) PATIENCE.toMillis());
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis() / 2);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
