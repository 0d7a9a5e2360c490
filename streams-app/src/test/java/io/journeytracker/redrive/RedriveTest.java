package io.journeytracker.redrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.journeytracker.config.JourneyConfig;
import io.journeytracker.config.Settings;
import io.journeytracker.dev.EmbeddedBroker;
import io.journeytracker.failure.DeadReason;
import io.journeytracker.topic.TopicAdmin;
import io.journeytracker.topic.TopicPlan;
import io.journeytracker.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each test is an installation of its own on one broker. */
@Tag("broker")
class RedriveTest {

    private static final RedriveOrder ALL = new RedriveOrder(Optional.empty(), Optional.empty(), Long.MAX_VALUE, false);
    private static final LetterReader NO_INTAKE = letter -> new Again.Leave("no intake");

    private static EmbeddedBroker broker;
    private static int installations;

    private Topics topics;
    private JourneyConfig config;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @BeforeEach
    void install() {
        topics = new Topics("shop" + ++installations + ".");
        config = JourneyConfig.from(new Settings()
                .set(Map.of(
                        "kafka.bootstrap.servers",
                        broker.bootstrapServers(),
                        "journey.application.id",
                        "shop" + installations,
                        "journey.topics.prefix",
                        topics.prefix(),
                        "journey.topics.partitions",
                        "2")));
        try (TopicAdmin admin = new TopicAdmin(config.kafka().forAdmin())) {
            admin.prepare(TopicPlan.of(topics, config.topics()));
        }
    }

    private Redrive redrive(RedriveOrder order, LetterReader intake) {
        return new Redrive(
                config.kafka().forConsumer(),
                config.kafka().forProducer(),
                config.applicationId(),
                topics,
                intake,
                order);
    }

    private void die(DeadReason reason, String... values) throws Exception {
        try (var producer = new KafkaProducer<>(
                config.kafka().forProducer(), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (String value : values) {
                ProducerRecord<byte[], byte[]> letter =
                        Letters.ofTopology(topics.touchpoints(), reason, "key of " + value, value);
                producer.send(new ProducerRecord<>(
                                topics.deadLetters(),
                                null,
                                letter.timestamp(),
                                letter.key(),
                                letter.value(),
                                letter.headers()))
                        .get();
            }
        }
    }

    private List<String> touchpoints() {
        List<String> values = new ArrayList<>();
        try (LetterTopic topic = new LetterTopic(config.kafka().forConsumer(), topics.touchpoints())) {
            topic.read((ConsumerRecord<byte[], byte[]> record) ->
                    values.add(new String(record.value(), StandardCharsets.UTF_8)));
        }
        return values;
    }

    @Test
    void eachLetterIsSentOnceHoweverOftenItRuns() throws Exception {
        die(DeadReason.UNDECODABLE, "a", "b", "c");
        RedriveReport first = redrive(ALL, NO_INTAKE).send();
        assertThat(first.sent()).isEqualTo(3);
        assertThat(touchpoints()).containsExactlyInAnyOrder("a", "b", "c");

        die(DeadReason.FAILED, "d");
        RedriveReport second = redrive(ALL, NO_INTAKE).send();
        assertThat(second.sent()).isEqualTo(1);
        assertThat(second.sentBefore()).isEqualTo(3);
        assertThat(touchpoints()).containsExactlyInAnyOrder("a", "b", "c", "d");
        assertThat(second.text()).containsExactly("reason       sent       left", "failed          1          0");
    }

    @Test
    void tellingWhatItWouldDoWritesNothing() throws Exception {
        die(DeadReason.UNDECODABLE, "a");
        assertThat(redrive(ALL, NO_INTAKE).tell().sent()).isEqualTo(1);
        assertThat(touchpoints()).isEmpty();
        assertThat(redrive(ALL, NO_INTAKE).send().sentBefore()).isZero();
        assertThat(touchpoints()).containsExactly("a");
    }

    @Test
    void whatIsNotAskedForStaysForLater() throws Exception {
        die(DeadReason.UNDECODABLE, "a", "b");
        die(DeadReason.LATE, "late");
        die(DeadReason.FAILED, "c");
        Optional<Instant> before = Optional.of(Instant.ofEpochMilli(Letters.WRITTEN));
        Optional<Instant> after = Optional.of(Instant.ofEpochMilli(Letters.WRITTEN + 1));

        assertThat(redrive(new RedriveOrder(Optional.of("failed"), before, 10, false), NO_INTAKE)
                        .send()
                        .sent())
                .isEqualTo(1);
        assertThat(redrive(new RedriveOrder(Optional.empty(), after, 10, true), NO_INTAKE)
                        .send()
                        .sent())
                .isZero();
        assertThat(redrive(new RedriveOrder(Optional.empty(), before, 1, false), NO_INTAKE)
                        .send()
                        .sent())
                .isEqualTo(1);
        RedriveReport rest = redrive(ALL, NO_INTAKE).send();
        assertThat(rest.sent()).isEqualTo(1);
        assertThat(rest.left()).isEqualTo(1);
        assertThat(rest.text()).anyMatch(line -> line.startsWith("    1 left: is older than its map's grace"));
        assertThat(touchpoints()).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void aRunThatFailsInTheMiddleHasSentNothingTwice() throws Exception {
        die(DeadReason.UNDECODABLE, "a");
        dieInTheIntake();
        LetterReader failing = letter -> {
            throw new KafkaException("the registry is away");
        };
        assertThatThrownBy(() -> redrive(ALL, failing).send()).hasMessage("the registry is away");
        assertThat(touchpoints()).isEmpty();
        assertThat(redrive(ALL, NO_INTAKE).send().sent()).isEqualTo(1);
        assertThat(touchpoints()).containsExactly("a");
    }

    @Test
    void aLetterThatNobodyCanReadIsLeftAndTheOthersAreSent() throws Exception {
        die(DeadReason.UNDECODABLE, "a", "b", "c");
        dieInTheIntake();
        AtomicInteger read = new AtomicInteger();
        LetterReader poisoned = letter -> {
            if (read.getAndIncrement() == 0) {
                throw new IllegalStateException("ann@example.com");
            }
            throw new SerializationException("ann@example.com");
        };
        RedriveReport report = redrive(ALL, poisoned).send();
        assertThat(report.sent()).isEqualTo(3);
        assertThat(report.left()).isEqualTo(2);
        assertThat(report.text())
                .anyMatch(line -> line.contains("the fault is the program's: IllegalStateException at "))
                .noneMatch(line -> line.contains("ann@example.com"));
        assertThat(touchpoints()).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void aSecondRunEndsTheFirst() throws Exception {
        die(DeadReason.UNDECODABLE, "a");
        dieInTheIntake();
        AtomicBoolean ran = new AtomicBoolean();
        LetterReader another = letter -> {
            if (ran.compareAndSet(false, true)) {
                assertThat(redrive(ALL, NO_INTAKE).send().sent()).isEqualTo(1);
            }
            return new Again.Leave("meanwhile another one ran");
        };
        assertThatThrownBy(() -> redrive(ALL, another).send())
                .isInstanceOf(RedriveException.class)
                .hasMessageStartingWith("Another redrive has begun");
        assertThat(touchpoints()).containsExactly("a");
    }

    /** One in each partition, so that it is read before the transaction ends wherever the others are. */
    private void dieInTheIntake() throws Exception {
        try (var producer = new KafkaProducer<>(
                config.kafka().forProducer(), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int partition = 0; partition < 2; partition++) {
                producer.send(new ProducerRecord<>(
                                topics.deadLetters(),
                                partition,
                                Letters.WRITTEN,
                                null,
                                Letters.utf8("{}"),
                                Letters.ofIntake("touchpoints", "/v1/touchpoints", "shop")))
                        .get();
            }
        }
    }
}
