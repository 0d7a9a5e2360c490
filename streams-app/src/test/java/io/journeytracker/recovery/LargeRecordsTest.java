package io.journeytracker.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.journeytracker.runtime.JourneyTracker;
import io.journeytracker.schema.AvroSerdes;
import io.journeytracker.schema.JourneyTransition;
import io.journeytracker.schema.Touchpoint;
import io.journeytracker.testing.ShopMap;
import io.journeytracker.testing.TrackerFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Records at the edges of what Kafka takes. What is added to one on its way never makes it too large for the next topic, and one without
 * a timestamp ends nothing.
 */
@Tag("broker")
class LargeRecordsTest {

    /** What a topic takes unless it is told otherwise, and what a record weighs there beside its value. */
    private static final int LARGEST_BATCH = 1_048_588;

    private static final int ENVELOPE = 61 + 12;
    private static final int LARGEST_VALUE = LARGEST_BATCH - ENVELOPE;
    private static final String LONGEST_ID = "\u20ac".repeat(512);

    @Test
    void theLargestTouchpointIsFoldedAndTheLargestNonsenseIsKeptAndWhatHasNoTimeHarmsNobody(@TempDir Path state)
            throws Exception {
        try (TrackerFixture world = new TrackerFixture(state);
                KafkaProducer<byte[], byte[]> producer = producer(world);
                JourneyTracker tracker = world.start(ShopMap.file(1))) {
            byte[] nonsense = new byte[LARGEST_VALUE];
            Arrays.fill(nonsense, (byte) 'x');
            assertThat(refused(producer, new byte[LARGEST_BATCH])).isTrue();

            producer.send(new ProducerRecord<>("touchpoints", nonsense)).get();
            producer.send(new ProducerRecord<>("touchpoints", largest(world))).get();
            byte[] neverReceived = world.bytes(timeless("nobody").build());
            producer.send(withoutTime(neverReceived)).get();
            producer.send(withoutTime(world.bytes(timeless("timeless")
                            .setReceivedAt(System.currentTimeMillis())
                            .build())))
                    .get();
            world.send("after", "Added");

            await().atMost(Duration.ofSeconds(60)).until(() -> world.transitions().stream()
                    .anyMatch(told -> told.getCustomer().equals("after")));
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(world.transitions())
                    .extracting(JourneyTransition::getCustomer)
                    .contains(LONGEST_ID, "timeless"));
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(world.read("dead-letters"))
                    .containsExactlyInAnyOrder(nonsense, neverReceived));
            assertThat(tracker.ready().ok()).isTrue();
        }
    }

    private static Touchpoint.Builder timeless(String user) {
        return Touchpoint.newBuilder().setUserId(user).setEvent("Added").setTime(System.currentTimeMillis());
    }

    /** Kafka's format has records without a timestamp, and its own client writes one that says so. */
    private static ProducerRecord<byte[], byte[]> withoutTime(byte[] value) {
        return new ProducerRecord<>("touchpoints", value) {
            @Override
            public Long timestamp() {
                return -1L;
            }
        };
    }

    private static byte[] largest(TrackerFixture world) {
        long now = System.currentTimeMillis();
        Touchpoint touchpoint = Touchpoint.newBuilder()
                .setUserId(LONGEST_ID)
                .setEvent("Added")
                .setTime(now)
                .setReceivedAt(now)
                .setMessageId("large")
                .setProperties(Map.of("text", ""))
                .build();
        try (var serializer =
                new AvroSerdes(world.settings()).values(Touchpoint.class).serializer()) {
            int empty = serializer.serialize("touchpoints", touchpoint).length;
            // The length of a long text takes two bytes more than that of none.
            touchpoint.setProperties(Map.of("text", "x".repeat(LARGEST_VALUE - empty - 2)));
            byte[] bytes = serializer.serialize("touchpoints", touchpoint);
            assertThat(bytes).hasSize(LARGEST_VALUE);
            return bytes;
        }
    }

    private static boolean refused(KafkaProducer<byte[], byte[]> producer, byte[] value) throws InterruptedException {
        try {
            producer.send(new ProducerRecord<>("touchpoints", value)).get();
            return false;
        } catch (ExecutionException e) {
            return e.getCause() instanceof RecordTooLargeException;
        }
    }

    private static KafkaProducer<byte[], byte[]> producer(TrackerFixture world) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", world.broker.bootstrapServers(), "max.request.size", 8 << 20),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }
}
