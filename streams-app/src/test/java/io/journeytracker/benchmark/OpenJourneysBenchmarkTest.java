package io.journeytracker.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.definition.JourneyTemplates;
import io.journeytracker.definition.MapReader;
import io.journeytracker.schema.AvroSerdes;
import io.journeytracker.schema.Touchpoint;
import io.journeytracker.testing.BrokerProcess;
import io.journeytracker.testing.Measurements;
import io.journeytracker.testing.Sizes;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Open journeys live in RocksDB: the heap holds a bounded number of customers, however many there are. */
@Tag("benchmark")
class OpenJourneysBenchmarkTest {

    private static final String PREFIX = "open-";
    private static final int PARTITIONS = 2;
    private static final long MEBIBYTE = 1 << 20;
    private static final long ALLOWED = 64 * MEBIBYTE;

    private final String registry = "mock://" + UUID.randomUUID();

    @TempDir
    Path dir;

    @Test
    void the_heap_does_not_grow_with_the_number_of_open_journeys() {
        int few = 100_000;
        int many = Sizes.choose(200_000, 5_000_000);
        JourneyDefinition map = new MapReader(LocalDate.EPOCH)
                .read(JourneyTemplates.yaml("five-stage-classic").orElseThrow(), "template")
                .orThrow();
        try (BrokerProcess broker = BrokerProcess.start(dir.resolve("broker"))) {
            TopologyRun run =
                    new TopologyRun(broker.bootstrapServers(), registry, PREFIX, PARTITIONS, dir.resolve("state"));
            run.prepare();
            long[] heap = new long[2];
            run.with(map, folded -> {
                produce(broker.bootstrapServers(), 0, few);
                folded.await(few);
                heap[0] = heapInUse();
                produce(broker.bootstrapServers(), few, many);
                folded.await(many);
                heap[1] = heapInUse();
            });
            long growth = heap[1] - heap[0];
            Measurements.record(
                    "Heap with open journeys",
                    "| open journeys | heap in use after collection, MiB |\n|---|---|\n| %,d | %,d |\n| %,d | %,d |\n"
                            .formatted(few, heap[0] / MEBIBYTE, many, heap[1] / MEBIBYTE));
            assertThat(growth).as("growth of the heap in bytes").isLessThan(ALLOWED);
        }
    }

    private static long heapInUse() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }

    private void produce(String bootstrap, int from, int to) {
        Serializer<Touchpoint> serializer = new AvroSerdes(Map.of("schema.registry.url", registry))
                .values(Touchpoint.class)
                .serializer();
        String topic = PREFIX + "touchpoints";
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "linger.ms", 20, "batch.size", 131072),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = from; i < to; i++) {
                String customer = "customer-" + i;
                Touchpoint touchpoint = Touchpoint.newBuilder()
                        .setMessageId("m" + i)
                        .setUserId(customer)
                        .setEvent("Product Viewed")
                        .setTime(Workload.START + i)
                        .setReceivedAt(Workload.START + i)
                        .build();
                producer.send(new ProducerRecord<>(
                        topic, customer.getBytes(StandardCharsets.UTF_8), serializer.serialize(topic, touchpoint)));
            }
            producer.flush();
        }
    }
}
