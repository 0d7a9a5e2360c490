package io.journeytracker.maps;

import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.topic.ForeignRecordException;
import io.journeytracker.topic.KafkaCause;
import io.journeytracker.topic.Rivals;
import io.journeytracker.topic.TopicReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Publishes maps. The same journey and version always means the same content: other content is refused. Any version may be
 * published, also one below the active one (customers may travel by it still); the highest is active. Publishers exclude one
 * another by a transactional id, so that none writes after another one's reading; who was excluded tries again for a while.
 */
public final class MapPublisher {

    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final long MOST_ASIDE_MILLIS = 1_000;

    private final Map<String, Object> producerSettings;
    private final Map<String, Object> consumerSettings;
    private final String topic;

    /**
     * What became of publishing.
     *
     * @param written false: the very same map was there already
     * @param active the version that is active now
     */
    public record Outcome(boolean written, int active) {}

    /**
     * @param producerSettings of Kafka's producer
     * @param consumerSettings of Kafka's consumer
     */
    public MapPublisher(Map<String, Object> producerSettings, Map<String, Object> consumerSettings, String topic) {
        this.producerSettings = producerSettings;
        this.consumerSettings = consumerSettings;
        this.topic = topic;
    }

    /**
     * Publishes a valid map.
     *
     * @param yaml the text that the map was read from
     * @throws MapRefusedException if the same journey and version is there with other content, or it cannot be written
     */
    public Outcome publish(JourneyDefinition map, String yaml) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return attempt(map, yaml);
            } catch (KafkaException e) {
                if (!Rivals.excluded(e)) {
                    throw new MapRefusedException(
                            "The map could not be written to topic " + topic + ": " + KafkaCause.of(e), e);
                }
                if (System.nanoTime() > deadline || !Rivals.standAside(MOST_ASIDE_MILLIS)) {
                    throw new MapRefusedException(
                            "Somebody else is publishing maps to topic " + topic + " at the same time; publish again",
                            e);
                }
            }
        }
    }

    private Outcome attempt(JourneyDefinition map, String yaml) {
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            producer.initTransactions();
            PublishedMaps before = published();
            if (before.find(map).isPresent()) {
                refuseOther(map, before);
                return new Outcome(false, active(before, map));
            }
            producer.beginTransaction();
            producer.send(
                    new ProducerRecord<>(topic, MapKey.bytes(MapKey.of(map)), yaml.getBytes(StandardCharsets.UTF_8)));
            producer.commitTransaction();
            awaitReadable(map);
            return new Outcome(true, Math.max(active(before, map), map.version()));
        }
    }

    /** A commit is acknowledged before readers can see it; an instance that starts right after it must not miss the map. */
    private void awaitReadable(JourneyDefinition map) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (published().find(map).isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("it was written, but cannot be read after " + PATIENCE.toSeconds() + " s");
            }
        }
    }

    private static void refuseOther(JourneyDefinition map, PublishedMaps known) {
        if (known.standing(map) == PublishedMaps.Standing.OTHER) {
            throw new MapRefusedException("Journey " + map.id() + " version " + map.version()
                    + " is published already with other content; expected a version of its own, such as version: "
                    + (map.version() + 1));
        }
    }

    private static int active(PublishedMaps maps, JourneyDefinition map) {
        return maps.catalog()
                .active(map.id())
                .map(journey -> journey.definition().version())
                .orElse(map.version());
    }

    private PublishedMaps published() {
        PublishedMaps[] maps = {PublishedMaps.NONE};
        try (TopicReader reader = new TopicReader(consumerSettings, topic)) {
            reader.readAll(record -> {
                if (record.value() != null) {
                    maps[0] = with(maps[0], record);
                }
            });
        }
        return maps[0];
    }

    private static PublishedMaps with(PublishedMaps maps, ConsumerRecord<byte[], byte[]> record) {
        try {
            return maps.with(PublishedMap.read(record));
        } catch (ForeignRecordException leftOutByFollowersToo) {
            return maps;
        }
    }

    private KafkaProducer<byte[], byte[]> producer() {
        Map<String, Object> settings = new HashMap<>(producerSettings);
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, topic + "-publisher");
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE.toMillis());
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int) PATIENCE.toMillis());
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis() / 2);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
