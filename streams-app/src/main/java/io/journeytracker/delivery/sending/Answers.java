package io.journeytracker.delivery.sending;

import io.journeytracker.delivery.targets.Answer;
import io.journeytracker.schema.AlertDelivery;
import io.journeytracker.schema.DeliveryAnswer;
import io.journeytracker.schema.DeliveryEvent;
import io.journeytracker.schema.DeliveryOutcome;
import io.journeytracker.schema.StoredRecords;
import io.journeytracker.topic.KafkaCause;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes targets' answers to where it is decided what follows. Thread-safe. */
final class Answers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
    private static final int LONGEST_REASON = 200;

    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;
    private final Clock clock;
    private final StoredRecords<DeliveryEvent> events = new StoredRecords<>(DeliveryEvent.class);
    private final AtomicBoolean closed = new AtomicBoolean();

    Answers(Map<String, Object> producerSettings, String topic, Clock clock) {
        Map<String, Object> settings = new HashMap<>(producerSettings);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        // As long as Kafka is away there is nothing better to do than to try again.
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        this.topic = topic;
        this.clock = clock;
    }

    /** @param written called once the answer is written for good */
    void send(AlertDelivery delivery, Job.Outcome outcome, Runnable written) {
        DeliveryEvent event = DeliveryEvent.newBuilder()
                .setSubscription(delivery.getSubscription())
                .setAt(clock.millis())
                .setAnswer(answer(delivery, outcome))
                .build();
        byte[] value;
        synchronized (this) {
            value = events.encode(event);
        }
        producer.send(
                new ProducerRecord<>(topic, delivery.getSubscription().getBytes(StandardCharsets.UTF_8), value),
                (metadata, failed) -> {
                    if (failed == null) {
                        written.run();
                    } else if (!closed.get()) {
                        // Its message is not answered, so that it is sent again after a restart.
                        LOG.error("The answer of a target could not be written: {}", KafkaCause.of(failed));
                    }
                });
    }

    private static DeliveryAnswer answer(AlertDelivery delivery, Job.Outcome outcome) {
        DeliveryAnswer answer = new DeliveryAnswer();
        answer.setDelivery(delivery.getId());
        answer.setAttempt(delivery.getAttempt());
        answer.setReason("");
        if (outcome instanceof Job.Outcome.Busy busy) {
            answer.setOutcome(DeliveryOutcome.BUSY);
            answer.setAfter(busy.afterMillis());
        } else if (outcome instanceof Job.Outcome.Tried tried) {
            fill(answer, tried.answer());
        }
        return answer;
    }

    private static void fill(DeliveryAnswer answer, Answer given) {
        if (given instanceof Answer.Delivered) {
            answer.setOutcome(DeliveryOutcome.DELIVERED);
        } else if (given instanceof Answer.Skipped) {
            answer.setOutcome(DeliveryOutcome.SKIPPED);
        } else if (given instanceof Answer.Retry retry) {
            answer.setOutcome(DeliveryOutcome.RETRY);
            answer.setReason(bounded(retry.reason()));
            answer.setAfter(retry.after().map(Duration::toMillis).orElse(null));
        } else if (given instanceof Answer.GiveUp giveUp) {
            answer.setOutcome(DeliveryOutcome.GIVE_UP);
            answer.setReason(bounded(giveUp.reason()));
        } else if (given instanceof Answer.Disable disable) {
            answer.setOutcome(DeliveryOutcome.DISABLE);
            answer.setReason(bounded(disable.reason()));
        }
    }

    private static String bounded(String reason) {
        return Optional.ofNullable(reason)
                .map(text -> text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON))
                .orElse("");
    }

    void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        closed.set(true);
        producer.close(Duration.ofSeconds(5));
    }
}
