package io.journeytracker.producing;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import io.journeytracker.dev.EmbeddedBroker;
import io.journeytracker.schema.AvroSerdes;
import io.journeytracker.schema.ScoreKind;
import io.journeytracker.schema.Touchpoint;
import io.journeytracker.topic.Headers;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Runs the producers of docs/producing.md and reads what they wrote as the topology does. */
@Tag("broker")
class ProducersTest {

    private static final String TOPIC = "touchpoints";
    private static final Path SCHEMA = Path.of("..", "schemas", "src", "main", "avro", "Touchpoint.avsc");

    private final String scope = "producers";
    private final String registry = "mock://" + scope;
    private EmbeddedBroker broker;

    @BeforeEach
    void startBroker() throws Exception {
        broker = EmbeddedBroker.start();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        }
    }

    @AfterEach
    void stopBroker() {
        broker.close();
        MockSchemaRegistry.dropScope(scope);
    }

    @Test
    void theProducerOfGeneratedClassesAndTheGenericOneWriteTouchpointsOfOneSchema() throws Exception {
        TouchpointProducer.main(new String[] {broker.bootstrapServers(), registry});
        GenericTouchpointProducer.main(new String[] {broker.bootstrapServers(), registry, SCHEMA.toString()});

        List<ConsumerRecord<String, Touchpoint>> read = read(2);
        Touchpoint order = read.get(0).value();
        assertThat(read.get(0).key()).isEqualTo("u-4711");
        assertThat(order.getEvent()).isEqualTo("Order Completed");
        assertThat(order.getChannel()).isEqualTo("store");
        assertThat(order.getValue()).isEqualTo(59.9);
        assertThat(order.getProperties()).isEqualTo(Map.of("order_id", "o-1", "coupon", "AUTUMN10"));
        assertThat(order.getReceivedAt()).isNull();
        Touchpoint survey = read.get(1).value();
        assertThat(survey.getUserId()).isEqualTo("u-4711");
        assertThat(survey.getScore().getKind()).isEqualTo(ScoreKind.NPS);
        assertThat(survey.getScore().getValue()).isEqualTo(9.0);
        assertThat(MockSchemaRegistry.getClientForScope(scope).getAllVersions("touchpoints-value"))
                .containsExactly(1);
    }

    @Test
    void aBackfillCarriesItsOrderAndUntilWhenItIsOldNews() throws Exception {
        Instant end = Instant.parse("2026-03-01T12:00:00Z");
        Touchpoint touchpoint = Touchpoint.newBuilder()
                .setAnonymousId("a-1")
                .setEvent("Page Viewed")
                .setTime(end.minusSeconds(3600).toEpochMilli())
                .build();
        try (TouchpointProducer producer = new TouchpointProducer(broker.bootstrapServers(), registry)) {
            producer.backfill(touchpoint, 42, end).get();
        }

        ConsumerRecord<String, Touchpoint> read = read(1).get(0);
        assertThat(read.key()).isEqualTo("a-1");
        assertThat(read.value()).isEqualTo(touchpoint);
        assertThat(number(read, Headers.ORDER)).isEqualTo(42);
        assertThat(number(read, Headers.REPLAY_UNTIL)).isEqualTo(end.toEpochMilli());
    }

    private static long number(ConsumerRecord<?, ?> message, String header) {
        byte[] bytes = message.headers().lastHeader(header).value();
        assertThat(bytes).hasSize(Long.BYTES);
        return ByteBuffer.wrap(bytes).getLong();
    }

    private List<ConsumerRecord<String, Touchpoint>> read(int count) {
        AvroSerdes serdes = new AvroSerdes(Map.of("schema.registry.url", registry));
        List<ConsumerRecord<String, Touchpoint>> found = new ArrayList<>();
        TopicPartition partition = new TopicPartition(TOPIC, 0);
        try (KafkaConsumer<String, Touchpoint> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new StringDeserializer(),
                serdes.values(Touchpoint.class).deserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(found::add);
                return found.size() >= count;
            });
        }
        return found;
    }
}
