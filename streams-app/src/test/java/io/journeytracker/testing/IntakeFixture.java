package io.journeytracker.testing;

import io.journeytracker.config.ForwardedHeader;
import io.journeytracker.config.Network;
import io.journeytracker.dev.EmbeddedBroker;
import io.journeytracker.http.HttpServer;
import io.journeytracker.http.ServerPlan;
import io.journeytracker.intake.http.IntakeServer;
import io.journeytracker.intake.source.Sources;
import io.journeytracker.intake.source.SourcesReader;
import io.journeytracker.schema.AvroSerdes;
import io.journeytracker.schema.Touchpoint;
import io.journeytracker.topic.Topics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** The intake alone, in front of a broker, and a client of it. */
public final class IntakeFixture implements AutoCloseable {

    /** One source, {@code shop}, with two keys. */
    public static final String SOURCES = """
            sources:
              - name: shop
                keys: [first-key, second-key]
                origins: ["https://shop.example", "https://*.shop.example"]
            """;

    private static final int CONNECTIONS = 4_096;
    private static final String TOUCHPOINTS = "touchpoints";
    private static final String DEAD_LETTERS = "dead-letters";

    public final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final String bootstrapServers;
    private final AvroSerdes serdes;
    private final IntakeServer intake;
    private final HttpServer http;
    private final HttpClient client = HttpClient.newHttpClient();

    /** With {@link #SOURCES}, on a broker in this process. */
    public static IntakeFixture on(EmbeddedBroker broker) {
        return on(broker, SOURCES);
    }

    /** On any broker. */
    public static IntakeFixture on(String bootstrapServers, String sources) {
        return new IntakeFixture(bootstrapServers, sources, List.of(), Optional.empty());
    }

    public static IntakeFixture on(EmbeddedBroker broker, String sources) {
        return on(broker.bootstrapServers(), sources);
    }

    /** With a schema registry at an address, which may be away: does not wait for it. */
    public static IntakeFixture withRegistry(EmbeddedBroker broker, String registry) {
        return new IntakeFixture(
                broker.bootstrapServers(),
                SOURCES,
                List.of(),
                ForwardedHeader.X_FORWARDED_FOR,
                Optional.empty(),
                registry);
    }

    /** @param sources in YAML */
    public IntakeFixture(
            String bootstrapServers,
            String sources,
            List<Network> trustedProxies,
            Optional<SslContextFactory.Server> tls) {
        this(bootstrapServers, sources, trustedProxies, ForwardedHeader.X_FORWARDED_FOR, tls);
    }

    /** @param forwarded the header that the proxies set */
    public IntakeFixture(
            String bootstrapServers,
            String sources,
            List<Network> trustedProxies,
            ForwardedHeader forwarded,
            Optional<SslContextFactory.Server> tls) {
        this(bootstrapServers, sources, trustedProxies, forwarded, tls, "mock://" + UUID.randomUUID());
        awaitReady();
    }

    private IntakeFixture(
            String bootstrapServers,
            String sources,
            List<Network> trustedProxies,
            ForwardedHeader forwarded,
            Optional<SslContextFactory.Server> tls,
            String registryUrl) {
        this.bootstrapServers = bootstrapServers;
        serdes = new AvroSerdes(Map.of("schema.registry.url", registryUrl));
        makeTopics();
        Sources read = new SourcesReader(name -> Optional.empty()).read(sources, "sources.yaml");
        intake = new IntakeServer(
                () -> read,
                Topics.DEFAULT,
                Map.of("bootstrap.servers", bootstrapServers),
                serdes.values(Touchpoint.class).serializer(),
                trustedProxies,
                forwarded,
                registry,
                reason -> {},
                Clock.systemUTC());
        http = new HttpServer(new ServerPlan(
                "127.0.0.1",
                0,
                List.of(),
                Optional.of(intake.front()),
                tls,
                CONNECTIONS,
                CONNECTIONS,
                nobody -> false,
                IntakeServer.IDLE));
    }

    private void makeTopics() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            var present = admin.listTopics().names().get();
            admin.createTopics(List.of(TOUCHPOINTS, DEAD_LETTERS).stream()
                            .filter(name -> !present.contains(name))
                            .map(name -> new NewTopic(name, 2, (short) 1))
                            .toList())
                    .all()
                    .get();
        } catch (Exception e) {
            throw new IllegalStateException("The topics could not be made", e);
        }
    }

    /** Waits until the intake can write. */
    public void awaitReady() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> intake.away().isEmpty());
    }

    public boolean ready() {
        return intake.away().isEmpty();
    }

    public String address() {
        return http.address();
    }

    public int port() {
        return http.port();
    }

    /** A request to a path of the intake, to be completed. */
    public HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(address() + path)).timeout(Duration.ofSeconds(20));
    }

    /** Sends JSON to our own endpoint with a valid key. */
    public HttpResponse<String> post(String body) {
        return send(to("/v1/touchpoints")
                .header("Authorization", "Bearer first-key")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** All touchpoints so far, ticks left out. */
    public List<Touchpoint> touchpoints() {
        var deserializer = serdes.values(Touchpoint.class).deserializer();
        return records().stream()
                .map(record -> deserializer.deserialize(TOUCHPOINTS, record.value()))
                .toList();
    }

    /** The records of all touchpoints so far, ticks left out. */
    public List<ConsumerRecord<byte[], byte[]>> records() {
        return read(TOUCHPOINTS).stream()
                .filter(record -> Objects.nonNull(record.value()))
                .toList();
    }

    public List<ConsumerRecord<byte[], byte[]>> deadLetters() {
        return read(DEAD_LETTERS);
    }

    private List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        Map<String, Object> reading = Map.of("bootstrap.servers", bootstrapServers, "fetch.max.wait.ms", 20);
        try (var consumer = new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }

    @Override
    public void close() {
        http.close();
        intake.close();
    }
}
