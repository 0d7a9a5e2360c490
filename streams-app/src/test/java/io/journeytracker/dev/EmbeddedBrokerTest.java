package io.journeytracker.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("broker")
class EmbeddedBrokerTest {

    private static final String TOPIC = "words";

    @Test
    void whatIsProducedIsConsumedInOrder() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            createTopic(broker);
            produce(broker, "one", "two", "three");
            assertThat(consume(broker, 3)).containsExactly("one", "two", "three");
        }
    }

    @Test
    void readersOfCommittedRecordsNeverSeeAnAbortedTransaction() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            createTopic(broker);
            try (KafkaProducer<String, String> producer = producer(broker, Map.of("transactional.id", "writer"))) {
                producer.initTransactions();
                transact(producer, "first");
                producer.beginTransaction();
                producer.send(new ProducerRecord<>(TOPIC, "aborted")).get();
                producer.abortTransaction();
                transact(producer, "second");
            }
            assertThat(consume(broker, 2)).containsExactly("first", "second");
        }
    }

    @Test
    void stoppedAndStartedItKeepsDataAndPortAndItsClientsComeBack() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            String address = broker.bootstrapServers();
            createTopic(broker);
            try (KafkaProducer<String, String> producer = producer(broker, Map.of())) {
                producer.send(new ProducerRecord<>(TOPIC, "before")).get();
                broker.stopBroker();
                var during = CompletableFuture.supplyAsync(() -> producer.send(new ProducerRecord<>(TOPIC, "during")));
                broker.startBroker();
                during.get().get();
            }
            assertThat(broker.bootstrapServers()).isEqualTo(address);
            assertThat(consume(broker, 2)).containsExactly("before", "during");
        }
    }

    @Test
    void aGivenDirectoryIsKeptForTheNextBroker(@TempDir Path data) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(data, Map.of())) {
            createTopic(broker);
            produce(broker, "kept");
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(data, Map.of())) {
            assertThat(consume(broker, 1)).containsExactly("kept");
        }
    }

    @Test
    void dataInADirectoryOfItsOwnIsGoneWhenItIsClosed() throws Exception {
        Path directory;
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            createTopic(broker);
            produce(broker, "gone");
            directory = broker.directory();
            assertThat(directory).isNotEmptyDirectory();
        }
        assertThat(directory).doesNotExist();
    }

    @Test
    void stoppedItRefusesConnectionsAndNobodyElseGetsItsPort() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            int port = Integer.parseInt(broker.bootstrapServers().split(":")[1]);
            broker.stopBroker();
            InetSocketAddress address = new InetSocketAddress("127.0.0.1", port);
            try (Socket client = new Socket()) {
                assertThatThrownBy(() -> client.connect(address)).isInstanceOf(ConnectException.class);
            }
            try (Socket other = new Socket()) {
                assertThatThrownBy(() -> other.bind(address)).isInstanceOf(BindException.class);
            }
        }
    }

    @Test
    void closedItLeavesNoThreadThatKeepsTheProcessAlive() throws Exception {
        Set<Thread> before = lastingThreads();
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            createTopic(broker);
            produce(broker, "one");
        }
        Awaitility.await().pollInSameThread().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(
                        lastingThreads())
                .isSubsetOf(before));
    }

    @Test
    void aStartThatFailsSaysWhyAndLeavesNothingRunning(@TempDir Path folder) throws IOException {
        Set<Thread> before = lastingThreads();
        Path file = Files.writeString(folder.resolve("file"), "not a directory");
        assertThatThrownBy(() -> EmbeddedBroker.start(file, Map.of()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(file.toString());
        assertThatThrownBy(() -> EmbeddedBroker.start(Map.of("log.segment.bytes", "many")))
                .hasMessageContaining("log.segment.bytes");
        assertThatThrownBy(() -> EmbeddedBroker.start(Map.of("authorizer.class.name", "no.such.Authorizer")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no.such.Authorizer");
        Awaitility.await().pollInSameThread().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(
                        lastingThreads())
                .isSubsetOf(before));
    }

    @Test
    void itIsUpWithinSeconds() {
        long start = System.nanoTime();
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            System.out.println("Embedded broker " + broker.bootstrapServers() + " up in " + took.toMillis() + " ms");
            assertThat(took).isLessThan(Duration.ofSeconds(20));
        }
    }

    private static void transact(KafkaProducer<String, String> producer, String value) {
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(TOPIC, value));
        producer.commitTransaction();
    }

    private static void createTopic(EmbeddedBroker broker) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        }
    }

    private static void produce(EmbeddedBroker broker, String... values) {
        try (KafkaProducer<String, String> producer = producer(broker, Map.of())) {
            for (String value : values) {
                producer.send(new ProducerRecord<>(TOPIC, value));
            }
        }
    }

    private static KafkaProducer<String, String> producer(EmbeddedBroker broker, Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(more);
        settings.put("bootstrap.servers", broker.bootstrapServers());
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }

    private static List<String> consume(EmbeddedBroker broker, int count) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", broker.bootstrapServers(),
                "group.id", "readers",
                "auto.offset.reset", "earliest",
                "isolation.level", "read_committed");
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(TOPIC));
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
                return values.size() >= count;
            });
        }
        return values;
    }

    private static Set<Thread> lastingThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.isAlive() && !thread.isDaemon())
                .collect(Collectors.toSet());
    }
}
