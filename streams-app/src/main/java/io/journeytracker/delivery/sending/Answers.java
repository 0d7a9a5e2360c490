package io.journeytracker.delivery.sending;

import io.journeytracker.delivery.targets.Answer;
import io.journeytracker.failure.DeadLetter;
import io.journeytracker.failure.DeadReason;
import io.journeytracker.schema.AlertDelivery;
import io.journeytracker.schema.DeliveryAnswer;
import io.journeytracker.schema.DeliveryEvent;
import io.journeytracker.schema.DeliveryOutcome;
import io.journeytracker.schema.StoredRecords;
import io.journeytracker.topic.Headers;
import io.journeytracker.topic.KafkaCause;
import io.journeytracker.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes targets' answers to where it is decided what follows. One that cannot be written is tried again until it is: without it the message would
 * count as on its way for ever, and come twice after a restart. {@link #trouble} tells of it, and as long as there is any nothing more should be sent.
 * Thread-safe.
 */
final class Answers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
    private static final int LONGEST_REASON = 200;
    private static final String SHORTENED = " are kept, the whole is too large for the dead letters: ";
    private static final long AGAIN_MILLIS = 1_000;
    private static final int MOST_BLOCKED_MILLIS = 1_000;

    /** What the headers of a letter add at the most to a record that was only just small enough. */
    private static final int ROOM_FOR_HEADERS = 4_096;

    private final Producer<byte[], byte[]> producer;
    private final Topics topics;
    private final Clock clock;
    private final ScheduledExecutorService later;
    private final StoredRecords<DeliveryEvent> events = new StoredRecords<>(DeliveryEvent.class);
    private final AtomicInteger unwritten = new AtomicInteger();
    private final AtomicReference<String> trouble = new AtomicReference<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    /** @param later runs what is tried again; the caller's */
    Answers(Producer<byte[], byte[]> producer, Topics topics, Clock clock, ScheduledExecutorService later) {
        this.producer = producer;
        this.topics = topics;
        this.clock = clock;
        this.later = later;
    }

    /** @param settings of Kafka's producer */
    static Producer<byte[], byte[]> producer(Map<String, Object> settings) {
        Map<String, Object> own = new HashMap<>(settings);
        own.put(ProducerConfig.ACKS_CONFIG, "all");
        own.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        // Who sends waits no longer than this where Kafka is away: it is tried again anyway, and meanwhile others are
        // read and sent.
        own.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MOST_BLOCKED_MILLIS);
        // As long as Kafka is away there is nothing better to do than to try again.
        own.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        return new KafkaProducer<>(own, new ByteArraySerializer(), new ByteArraySerializer());
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
        write(
                new ProducerRecord<>(
                        topics.deliveries(), delivery.getSubscription().getBytes(StandardCharsets.UTF_8), value),
                written);
    }

    /**
     * Puts away a message that cannot be read, as it is.
     *
     * @param why for people, without personal data
     * @param written called once that is done for good
     */
    void bury(ConsumerRecord<byte[], byte[]> record, String why, Runnable written) {
        write(
                new ProducerRecord<>(
                        topics.deadLetters(),
                        null,
                        null,
                        record.key(),
                        record.value(),
                        DeadLetter.headers(
                                record.headers(),
                                DeadReason.UNDECODABLE,
                                why,
                                record.topic(),
                                record.partition(),
                                record.offset())),
                written);
    }

    private void write(ProducerRecord<byte[], byte[]> record, Runnable written) {
        unwritten.incrementAndGet();
        attempt(record, written);
    }

    private void attempt(ProducerRecord<byte[], byte[]> record, Runnable written) {
        try {
            producer.send(record, (metadata, failed) -> {
                if (failed == null) {
                    unwritten.decrementAndGet();
                    if (trouble.getAndSet(null) != null) {
                        LOG.info("The answers of targets can be written again");
                    }
                    written.run();
                } else {
                    again(record, written, failed);
                }
            });
        } catch (KafkaException | IllegalStateException failed) {
            again(record, written, failed);
        }
    }

    private void again(ProducerRecord<byte[], byte[]> record, Runnable written, Exception failed) {
        if (closed.get()) {
            return;
        }
        if (failed instanceof RecordTooLargeException) {
            shorten(record, written);
            return;
        }
        String why = KafkaCause.of(failed);
        if (!why.equals(trouble.getAndSet(why))) {
            LOG.error("The answers of targets cannot be written; nothing more is sent until they can: {}", why);
        }
        try {
            later.schedule(() -> attempt(record, written), AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopping) {
            LOG.warn("The answer of a target was not written before the end: its message is sent again");
        }
    }

    /** It will never fit: what fits of it is kept, and the letter says so, since nothing more would be sent otherwise. */
    private void shorten(ProducerRecord<byte[], byte[]> record, Runnable written) {
        int length = record.value() == null ? 0 : record.value().length;
        if (length == 0) {
            LOG.error("A message that cannot be read is lost: even its headers are too large for the dead letters");
            unwritten.decrementAndGet();
            written.run();
            return;
        }
        int kept = length > 2 * ROOM_FOR_HEADERS && !isShortened(record) ? length - ROOM_FOR_HEADERS : length / 2;
        LOG.warn("A message of {} bytes is too large for the dead letters: its first {} are kept", length, kept);
        RecordHeaders headers = new RecordHeaders(record.headers());
        headers.remove(Headers.DEAD_MESSAGE);
        String why = isShortened(record)
                ? text(record, Headers.DEAD_MESSAGE).replaceFirst(".*" + SHORTENED, "")
                : text(record, Headers.DEAD_MESSAGE);
        headers.add(
                Headers.DEAD_MESSAGE,
                ("only the first " + kept + " bytes" + SHORTENED + why).getBytes(StandardCharsets.UTF_8));
        attempt(
                new ProducerRecord<>(
                        record.topic(), null, null, record.key(), Arrays.copyOf(record.value(), kept), headers),
                written);
    }

    private static boolean isShortened(ProducerRecord<byte[], byte[]> record) {
        return text(record, Headers.DEAD_MESSAGE).contains(SHORTENED);
    }

    private static String text(ProducerRecord<byte[], byte[]> record, String header) {
        return Optional.ofNullable(record.headers().lastHeader(header))
                .map(found -> new String(found.value(), StandardCharsets.UTF_8))
                .orElse("");
    }

    /** How many are on their way to Kafka. */
    int unwritten() {
        return unwritten.get();
    }

    /** Why answers cannot be written at the moment, if so. */
    Optional<String> trouble() {
        return Optional.ofNullable(trouble.get());
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
