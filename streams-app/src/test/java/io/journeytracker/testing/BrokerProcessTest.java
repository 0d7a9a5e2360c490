package io.journeytracker.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("broker")
class BrokerProcessTest {

    private static final TopicPartition PARTITION = new TopicPartition("words", 0);

    @Test
    void killedAndStartedAgainItServesWhatWasAcknowledgedOnTheSamePort(@TempDir Path data) throws Exception {
        try (BrokerProcess broker = BrokerProcess.start(data)) {
            String address = broker.bootstrapServers();
            Map<String, Object> settings = Map.of("bootstrap.servers", address);
            try (Admin admin = Admin.create(settings)) {
                NewTopic topic = new NewTopic(PARTITION.topic(), 1, (short) 1);
                admin.createTopics(List.of(topic)).all().get();
            }
            try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
                producer.send(new ProducerRecord<>(PARTITION.topic(), "acknowledged"))
                        .get();
                broker.kill();
                broker.startAgain();
                producer.send(new ProducerRecord<>(PARTITION.topic(), "later")).get();
            }
            assertThat(broker.bootstrapServers()).isEqualTo(address);
            assertThat(read(settings, 2)).containsExactly("acknowledged", "later");
        }
    }

    private static List<String> read(Map<String, Object> settings, int count) {
        List<String> values = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(PARTITION));
            consumer.seekToBeginning(List.of(PARTITION));
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
                return values.size() >= count;
            });
        }
        return values;
    }
}
