package io.journeytracker.delivery.targets;

import io.journeytracker.subscription.TargetDefinition;
import io.journeytracker.yaml.Block;
import io.journeytracker.yaml.Value;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes messages to a topic of the installation's own cluster: JSON by the customer of the first alert, the message's id in the header
 * {@code webhook-id}. The topic must be there.
 */
public final class KafkaTarget implements Target {

    private static final int PATIENCE_MILLIS = 15_000;

    private final String topic;
    private final KafkaProducer<byte[], byte[]> producer;

    /** What a topic has beside what every target has. */
    record Settings(String topic) {}

    /** {@code type: kafka}. */
    public static final class Type implements TargetType {

        private static final String EXPECTED = "a topic's name: 1 to 249 letters, digits, dots, dashes, underscores";
        private final Collection<String> own;

        /** @param own topics of the installation, in which its messages would be taken for something else */
        Type(Collection<String> own) {
            this.own = List.copyOf(own);
        }

        @Override
        public String type() {
            return "kafka";
        }

        @Override
        public Object settings(Block block) {
            return new Settings(block.require("topic", EXPECTED, this::topic).orElse(""));
        }

        private Optional<String> topic(Value value) {
            return value.written(EXPECTED)
                    .flatMap(name -> own.contains(name)
                            ? value.fail("is " + name + ", a topic of the installation itself; expected another one")
                            : Optional.of(name))
                    .flatMap(name -> name.matches("[A-Za-z0-9_-][A-Za-z0-9._-]{0,248}") && !name.startsWith("__")
                            ? Optional.of(name)
                            : value.fail("is " + name + "; expected " + EXPECTED));
        }

        @Override
        public Target open(TargetDefinition definition, TargetResources resources) {
            return new KafkaTarget(((Settings) definition.settings()).topic(), resources.kafkaProducer());
        }
    }

    private KafkaTarget(String topic, Map<String, Object> producerSettings) {
        Map<String, Object> settings = new HashMap<>(producerSettings);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MILLIS / 3);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS / 3);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        this.topic = topic;
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public Answer deliver(Notification notification) throws InterruptedException {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                topic, key(notification).getBytes(StandardCharsets.UTF_8), NotificationJson.bytes(notification));
        record.headers().add("webhook-id", notification.id().getBytes(StandardCharsets.UTF_8));
        try {
            producer.send(record).get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            return Answer.DELIVERED;
        } catch (ExecutionException | KafkaException failed) {
            Throwable cause = failed instanceof ExecutionException ? failed.getCause() : failed;
            return Answer.retry("Kafka: " + cause.getClass().getSimpleName());
        } catch (TimeoutException late) {
            return Answer.retry("Kafka: no acknowledgement within " + PATIENCE_MILLIS + " ms");
        }
    }

    private static String key(Notification notification) {
        return notification.alerts().isEmpty()
                ? notification.subscription()
                : notification.first().customer();
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
