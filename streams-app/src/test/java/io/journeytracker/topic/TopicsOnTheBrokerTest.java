package io.journeytracker.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.journeytracker.dev.EmbeddedBroker;
import io.journeytracker.testing.Promised;
import io.journeytracker.topic.EditFailedException.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/** What becomes of edits and followers where Kafka refuses, is away, or has something else in the topic. */
@Tag("broker")
@Timeout(60)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TopicsOnTheBrokerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration SOON = Duration.ofSeconds(8);
    private static final int LAST = Integer.MAX_VALUE;
    private static final int MOST_BYTES = 1_000;
    private static final String FOREIGN = "foreign";

    /** Bound, so that nobody else gets its port, and not listening. */
    private static SocketChannel nobody;

    private static Map<String, Object> toNobody;

    /** A reader tries for ten seconds, whatever Kafka's timeouts are: this one does so while everything else runs. */
    private static TopicFollower<String> unreachable;

    private static FutureTask<TopicFollower<String>> startOfUnreachable;
    private static EmbeddedBroker broker;
    private static Map<String, Object> toBroker;

    @BeforeAll
    static void start() throws IOException {
        nobody = SocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        toNobody = Map.of("bootstrap.servers", "127.0.0.1:" + nobody.socket().getLocalPort());
        unreachable = follower("unreachable", toNobody, () -> {});
        startOfUnreachable = new FutureTask<>(unreachable::start);
        new Thread(startOfUnreachable).start();
        broker = EmbeddedBroker.start();
        toBroker = Map.of("bootstrap.servers", broker.bootstrapServers());
    }

    @AfterAll
    static void end() throws IOException {
        unreachable.close();
        broker.close();
        nobody.close();
    }

    @Test
    void aValueThatIsLargerThanItsTopicTakesIsRefusedAndNothingIsWritten() throws Exception {
        create("small");
        TopicEditor editor = new TopicEditor(toBroker, toBroker, "small");
        assertThatThrownBy(
                        () -> editor.edit("key", now -> Optional.of("x".repeat(2 * MOST_BYTES)), Deadline.in(PATIENCE)))
                .isInstanceOfSatisfying(EditFailedException.class, failed -> assertThat(failed.outcome())
                        .isEqualTo(Outcome.TOO_LARGE));
        assertThat(values("small")).isEmpty();
        editor.edit("key", now -> Optional.of("after " + now), Deadline.in(PATIENCE));
        assertThat(values("small")).containsExactly("after " + Optional.empty());
    }

    @Test
    void whereNobodyListensWhoEditsHearsItByTheirDeadline() {
        TopicEditor editor = new TopicEditor(toNobody, toNobody, "away");
        AtomicInteger asked = new AtomicInteger();
        Deadline deadline = Deadline.in(Duration.ofSeconds(3));
        assertThatThrownBy(() -> editor.edit(
                        "key",
                        now -> {
                            asked.incrementAndGet();
                            return now;
                        },
                        deadline))
                .isInstanceOfSatisfying(EditFailedException.class, failed -> assertThat(failed.outcome())
                        .isEqualTo(Outcome.AWAY));
        assertThat(Duration.ofNanos(System.nanoTime() - deadline.at()))
                .as("after the deadline")
                .isLessThan(Promised.within(Duration.ofSeconds(2)));
        assertThat(asked).as("what is there is not known").hasValue(0);
    }

    @Test
    @Order(LAST)
    void whereNobodyListensWhoNeedsTheTopicDoesNotStart() {
        assertThatThrownBy(() -> startOfUnreachable.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(KafkaException.class);
        await().atMost(SOON).until(() -> !follows("unreachable"));
        assertThat(unreachable.failure()).as("the start has told it").isEmpty();
    }

    @Test
    void aForeignRecordIsLeftOutAndPassed() throws Exception {
        create("mixed");
        write("mixed", "first");
        write("mixed", FOREIGN);
        AtomicInteger foreign = new AtomicInteger();
        try (TopicFollower<String> follower =
                follower("mixed", toBroker, foreign::incrementAndGet).start()) {
            assertThat(follower.get()).isEqualTo("first");
            assertThat(foreign).as("in what was there").hasValue(1);
            long offset = write("mixed", FOREIGN);
            assertThat(follower.await(offset, SOON)).isTrue();
            assertThat(follower.get()).isEqualTo("first");
            assertThat(foreign).hasValue(2);
            assertThat(follower.await(offset + 1, Duration.ZERO))
                    .as("nothing came after it")
                    .isFalse();
            assertThat(follower.await(write("mixed", "second"), SOON)).isTrue();
            assertThat(follower.get()).isEqualTo("second");
            assertThat(follower.failure()).isEmpty();
        }
    }

    @Test
    void whoIsClosedWhileTheyStartDoesNotWaitAnyLonger() throws Exception {
        TopicFollower<String> follower = follower("closed", toNobody, () -> {});
        FutureTask<TopicFollower<String>> start = new FutureTask<>(follower::start);
        Thread starting = new Thread(start);
        starting.start();
        await().atMost(SOON).until(() -> starting.getState() == Thread.State.WAITING && follows("closed"));
        Deadline soon = Deadline.in(SOON);
        follower.close();
        assertThat(start.get(soon.left().toMillis(), TimeUnit.MILLISECONDS)).isSameAs(follower);
        await().atMost(SOON).until(() -> !follows("closed"));
        assertThat(follower.get()).isEqualTo("nothing");
        assertThat(follower.failure()).isEmpty();
    }

    private static TopicFollower<String> follower(String topic, Map<String, Object> settings, Runnable foreign) {
        return new TopicFollower<>(
                Followed.needed(topic, topic), settings, "nothing", (known, record) -> ours(record), foreign);
    }

    private static String ours(ConsumerRecord<byte[], byte[]> record) {
        String value = text(record);
        if (value.equals(FOREIGN)) {
            throw new ForeignRecordException("it says so");
        }
        return value;
    }

    private static String text(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.value(), StandardCharsets.UTF_8);
    }

    private static boolean follows(String topic) {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("follow-" + topic));
    }

    private static void create(String topic) throws Exception {
        try (Admin admin = Admin.create(toBroker)) {
            admin.createTopics(List.of(new NewTopic(topic, Optional.of(1), Optional.empty())
                            .configs(Map.of("max.message.bytes", String.valueOf(MOST_BYTES)))))
                    .all()
                    .get();
        }
    }

    private static long write(String topic, String value) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(toBroker, new ByteArraySerializer(), new ByteArraySerializer())) {
            return producer.send(new ProducerRecord<>(topic, value.getBytes(StandardCharsets.UTF_8)))
                    .get()
                    .offset();
        }
    }

    private static List<String> values(String topic) {
        List<String> values = new ArrayList<>();
        try (TopicReader reader = new TopicReader(toBroker, topic)) {
            reader.readAll(record -> values.add(text(record)));
        }
        return values;
    }
}
