package io.journeytracker.delivery.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.journeytracker.delivery.targets.Answer;
import io.journeytracker.schema.AlertDelivery;
import io.journeytracker.schema.DeliveryEvent;
import io.journeytracker.schema.DeliveryOutcome;
import io.journeytracker.schema.StoredRecords;
import io.journeytracker.topic.Headers;
import io.journeytracker.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of answers that Kafka does not take. */
class AnswersTest {

    private final MockProducer<byte[], byte[]> kafka =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
    private final Answers answers = new Answers(kafka, Topics.DEFAULT, Clock.systemUTC(), later);
    private final AtomicInteger written = new AtomicInteger();

    @AfterEach
    void end() {
        answers.close();
        later.shutdownNow();
    }

    private static AlertDelivery delivery() {
        return AlertDelivery.newBuilder()
                .setId("msg_1")
                .setType("raised")
                .setSubscription("desk")
                .setTeam("T")
                .setTarget("one")
                .setLanguage("en")
                .setAccepted(1)
                .setDue(1)
                .setAttempt(3)
                .setAlerts(List.of())
                .setCount(1)
                .build();
    }

    @Test
    void oneThatKafkaDoesNotTakeIsWrittenWhenItDoesAndOnce() {
        answers.send(delivery(), new Job.Outcome.Tried(Answer.DELIVERED), written::incrementAndGet);
        kafka.errorNext(new TopicAuthorizationException("no"));
        assertThat(written).hasValue(0);
        assertThat(answers.trouble()).hasValueSatisfying(why -> assertThat(why).contains("no"));
        assertThat(answers.unwritten()).isEqualTo(1);
        await().until(() -> kafka.history().size() == 2);
        await().until(kafka::completeNext);
        assertThat(written).hasValue(1);
        assertThat(answers.trouble()).isEmpty();
        assertThat(answers.unwritten()).isZero();
        DeliveryEvent event = new StoredRecords<>(DeliveryEvent.class)
                .decode(kafka.history().get(1).value());
        assertThat(event.getAnswer().getDelivery()).isEqualTo("msg_1");
        assertThat(event.getAnswer().getAttempt()).isEqualTo(3);
        assertThat(event.getAnswer().getOutcome()).isEqualTo(DeliveryOutcome.DELIVERED);
    }

    @Test
    void oneThatKafkaRefusesAtOnceIsTriedAgainToo() {
        kafka.sendException = new IllegalStateException("no room");
        answers.send(delivery(), new Job.Outcome.Busy(5), written::incrementAndGet);
        assertThat(answers.trouble()).isPresent();
        kafka.sendException = null;
        await().until(kafka::completeNext);
        assertThat(written).hasValue(1);
    }

    @Test
    void ofOneThatIsTooLargeForTheDeadLettersWhatFitsIsKept() {
        byte[] value = new byte[1_000_000];
        value[0] = 7;
        answers.bury(
                new ConsumerRecord<>("alert-outbox", 2, 17, new byte[] {1}, value), "why", written::incrementAndGet);
        kafka.errorNext(new RecordTooLargeException());
        kafka.errorNext(new RecordTooLargeException());
        kafka.completeNext();
        assertThat(written).hasValue(1);
        assertThat(answers.trouble()).as("others are sent on").isEmpty();
        assertThat(answers.unwritten()).isZero();
        ProducerRecord<byte[], byte[]> letter = kafka.history().get(2);
        assertThat(letter.value()).hasSize((1_000_000 - 4_096) / 2).startsWith(7);
        assertThat(new String(letter.headers().lastHeader(Headers.DEAD_MESSAGE).value(), StandardCharsets.UTF_8))
                .isEqualTo("only the first 497952 bytes are kept, the whole is too large for the dead letters: why");
        assertThat(letter.headers().lastHeader(Headers.DEAD_OFFSET)).isNotNull();
    }

    @Test
    void nobodyWaitsAMinuteForKafka() {
        try (Producer<byte[], byte[]> away = Answers.producer(Map.of("bootstrap.servers", "127.0.0.1:1"))) {
            Answers asking = new Answers(away, Topics.DEFAULT, Clock.systemUTC(), later);
            assertTimeoutPreemptively(
                    Duration.ofSeconds(20),
                    () -> asking.send(delivery(), new Job.Outcome.Busy(5), written::incrementAndGet));
            assertThat(asking.trouble()).isPresent();
            asking.close();
        }
    }

    @Test
    void aMessageThatCannotBeReadIsPutAwayByteForByte() {
        byte[] value = "no message".getBytes(StandardCharsets.UTF_8);
        answers.bury(
                new ConsumerRecord<>("alert-outbox", 2, 17, new byte[] {1}, value),
                "why it cannot",
                written::incrementAndGet);
        kafka.completeNext();
        assertThat(written).hasValue(1);
        ProducerRecord<byte[], byte[]> letter = kafka.history().get(0);
        assertThat(letter.topic()).isEqualTo("dead-letters");
        assertThat(letter.key()).containsExactly(1);
        assertThat(letter.value()).isEqualTo(value);
        assertThat(new String(letter.headers().lastHeader(Headers.DEAD_REASON).value(), StandardCharsets.UTF_8))
                .isEqualTo("undecodable");
    }
}
