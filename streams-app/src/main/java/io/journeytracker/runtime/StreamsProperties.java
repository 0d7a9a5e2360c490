package io.journeytracker.runtime;

import io.journeytracker.config.JourneyConfig;
import io.journeytracker.failure.DeadLetterHandler;
import io.journeytracker.failure.DeadReason;
import io.journeytracker.store.RocksDbMemory;
import io.journeytracker.store.SharedRocksDbMemory;
import io.journeytracker.stream.RecordTime;
import io.journeytracker.topic.Topics;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The settings of Kafka Streams: our defaults, then the operator's, then what cannot be changed. */
final class StreamsProperties {

    /** While catching up: fewer commits write fewer states. Whatever is live asks for a commit of its own. */
    private static final int COMMIT_MILLIS = 3_000;

    private static final int LARGEST_BYTES = 4 << 20;
    private static final int SESSION_MILLIS = 10_000;
    private static final int HEARTBEAT_MILLIS = 3_000;
    private static final int TRANSACTION_MILLIS = 10_000;

    private StreamsProperties() {}

    /** @param reachedAt where other instances reach this one */
    static Properties of(
            JourneyConfig config, Optional<String> reachedAt, RocksDbMemory memory, Consumer<DeadReason> deadLetters) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_MILLIS);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), SESSION_MILLIS);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), HEARTBEAT_MILLIS);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), TRANSACTION_MILLIS);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), LARGEST_BYTES);
        properties.putAll(config.kafka().forStreams());
        fixed(properties, config, memory, deadLetters);
        reachedAt.ifPresent(address -> properties.put(StreamsConfig.APPLICATION_SERVER_CONFIG, address));
        return properties;
    }

    private static void fixed(
            Properties properties, JourneyConfig config, RocksDbMemory memory, Consumer<DeadReason> deadLetters) {
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, config.applicationId());
        properties.put(
                StreamsConfig.STATE_DIR_CONFIG, config.state().directory().toString());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.state().threads());
        properties.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, config.state().standbys());
        properties.put(
                StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) config.topics().replication());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        properties.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
        // The order of arrival never matters, so one topic need not wait for the other.
        properties.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
        properties.put(
                StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG,
                new Topics(config.topics().prefix()).deadLetters());
        properties.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetterHandler.class);
        properties.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetterHandler.class);
        properties.put(DeadLetterHandler.COUNTER, deadLetters);
        properties.put(StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, RecordTime.class);
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, SharedRocksDbMemory.class);
        properties.put(SharedRocksDbMemory.MEMORY, memory);
    }
}
