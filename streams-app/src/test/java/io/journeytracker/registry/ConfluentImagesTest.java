package io.journeytracker.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.journeytracker.schema.AvroSerdes;
import io.journeytracker.schema.Touchpoint;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;

/** The contract against the official images of Apache Kafka and Confluent's Schema Registry. */
@Tag("containers")
class ConfluentImagesTest extends RegistryContract {

    private static final int PORT = 8081;

    private static KafkaContainer kafka;
    private static GenericContainer<?> registry;

    @BeforeAll
    static void startContainers() {
        assumeTrue(
                DockerClientFactory.instance().isDockerAvailable(),
                "no Docker engine here; start one to run against the official images");
        Network network = Network.newNetwork();
        kafka = new KafkaContainer("apache/kafka:4.2.2").withNetwork(network).withListener("kafka:19092");
        kafka.start();
        registry = new GenericContainer<>("confluentinc/cp-schema-registry:7.7.0")
                .withNetwork(network)
                .withEnv("SCHEMA_REGISTRY_HOST_NAME", "registry")
                .withEnv("SCHEMA_REGISTRY_LISTENERS", "http://0.0.0.0:" + PORT)
                .withEnv("SCHEMA_REGISTRY_KAFKASTORE_BOOTSTRAP_SERVERS", "PLAINTEXT://kafka:19092")
                .withExposedPorts(PORT)
                .waitingFor(Wait.forHttp("/subjects").forPort(PORT).withStartupTimeout(Duration.ofMinutes(2)));
        registry.start();
    }

    @AfterAll
    static void endContainers() {
        if (registry != null) {
            registry.close();
        }
        if (kafka != null) {
            kafka.close();
        }
    }

    @Override
    String url() {
        return "http://" + registry.getHost() + ":" + registry.getMappedPort(PORT);
    }

    @Test
    void aTouchpointTravelsThroughTheBroker() {
        Serde<Touchpoint> serde = new AvroSerdes(settings()).values(Touchpoint.class);
        Touchpoint sent = Touchpoint.newBuilder()
                .setUserId("ann")
                .setEvent("Seen")
                .setTime(1)
                .build();
        Map<String, Object> cluster = Map.of(
                "bootstrap.servers",
                kafka.getBootstrapServers(),
                "group.id",
                "contract",
                "auto.offset.reset",
                "earliest");
        try (var producer = new KafkaProducer<>(cluster, new StringSerializer(), serde.serializer());
                var consumer = new KafkaConsumer<>(cluster, new StringDeserializer(), serde.deserializer())) {
            producer.send(new ProducerRecord<>("touchpoints", "ann", sent));
            producer.flush();
            consumer.subscribe(List.of("touchpoints"));
            Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                            consumer.poll(Duration.ofMillis(200)))
                    .extracting(record -> record.value())
                    .containsExactly(sent));
        }
    }
}
