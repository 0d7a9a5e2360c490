package io.journeytracker.testing;

import io.journeytracker.config.JourneyConfig;
import io.journeytracker.config.Settings;
import io.journeytracker.dev.EmbeddedBroker;
import io.journeytracker.journey.ClockReached;
import io.journeytracker.maps.MapFile;
import io.journeytracker.runtime.JourneyTracker;
import io.journeytracker.schema.AvroSerdes;
import io.journeytracker.schema.CustomerSnapshot;
import io.journeytracker.schema.JourneyAlert;
import io.journeytracker.schema.JourneyTransition;
import io.journeytracker.schema.Touchpoint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.KafkaStreams.State;
import org.awaitility.Awaitility;

/** The application on an embedded broker, and the world around it: a producer and readers. */
public final class TrackerFixture implements AutoCloseable {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    public final EmbeddedBroker broker;
    private final Map<String, String> settings = new HashMap<>();
    private final Path state;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AvroSerdes serdes;
    private final List<JourneyTracker> instances = new ArrayList<>();
    private KafkaConsumer<byte[], byte[]> reader;
    private int messages;

    public TrackerFixture(Path state) {
        this(state, Map.of());
    }

    /** @param own settings that replace the fixture's */
    public TrackerFixture(Path state, Map<String, String> own) {
        this(state, own, Map.of());
    }

    /** @param brokers settings of Kafka's ({@code server.properties}) that replace the embedded broker's */
    public TrackerFixture(Path state, Map<String, String> own, Map<String, String> brokers) {
        this.broker = EmbeddedBroker.start(brokers);
        this.state = state;
        settings.put("kafka.bootstrap.servers", broker.bootstrapServers());
        settings.put("schema.registry.url", "mock://" + UUID.randomUUID());
        settings.put("journey.topics.partitions", "2");
        settings.put("journey.streams.threads", "1");
        settings.put("journey.stories", "true");
        settings.put("journey.http.host", "127.0.0.1");
        settings.put("journey.http.port", "0");
        settings.put("journey.ticks.settle", "1s");
        settings.putAll(own);
        MockSchemas.register(settings);
        serdes = new AvroSerdes(settings);
        producer = new KafkaProducer<>(
                config().kafka().forProducer(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    public JourneyConfig config() {
        return config(state, Map.of());
    }

    private JourneyConfig config(Path stateDir, Map<String, String> others) {
        return JourneyConfig.from(new Settings().set(settings).set(others)).withStateIn(stateDir);
    }

    public Map<String, String> settings() {
        return Map.copyOf(settings);
    }

    /** Touchpoints into this installation, to be closed by the caller. */
    public Traffic traffic() {
        return new Traffic(settings);
    }

    /** {@code key=value} for the command line. */
    public List<String> commandLineSettings() {
        List<String> arguments = new ArrayList<>();
        settings.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        arguments.addAll(List.of("--set", "journey.state.dir=" + state));
        return arguments;
    }

    /** An instance, started, ticking and ready. */
    public JourneyTracker start(MapFile... maps) {
        return start(state, maps);
    }

    /** As {@link #start(MapFile...)}, with its state elsewhere: one of several. */
    public JourneyTracker start(Path stateDir, MapFile... maps) {
        return start(stateDir, Map.of(), maps);
    }

    /** As {@link #start(Path, MapFile...)}, set up otherwise than the others. */
    public JourneyTracker start(Path stateDir, Map<String, String> others, MapFile... maps) {
        if (instances.stream().allMatch(TrackerFixture::ended)) {
            forgetEnded();
        }
        JourneyTracker tracker = new JourneyTracker(config(stateDir, others)).start(List.of(maps));
        instances.add(tracker);
        tracker.startTicks();
        Awaitility.await().atMost(Duration.ofSeconds(120)).until(() -> tracker.ready()
                .ok());
        return tracker;
    }

    private static boolean ended(JourneyTracker tracker) {
        return tracker.ready().reasons().stream().anyMatch(reason -> reason.contains(State.NOT_RUNNING.name()));
    }

    /**
     * Kafka Streams keeps its place in the group when it ends, and who comes next waits there until its session is over. Nothing is
     * proved by that wait.
     */
    private void forgetEnded() {
        String group = config().applicationId();
        try (Admin admin = Admin.create(config().kafka().forAdmin())) {
            boolean known = admin.listGroups().all().get().stream()
                    .anyMatch(each -> each.groupId().equals(group));
            if (known
                    && !admin.describeConsumerGroups(List.of(group))
                            .all()
                            .get()
                            .get(group)
                            .members()
                            .isEmpty()) {
                admin.removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
                        .all()
                        .get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("The group " + group + " could not be looked at", e);
        }
    }

    public void send(String user, String event) {
        sendBytes(bytes(user, event));
    }

    /** A touchpoint of this moment, as it is written. */
    public byte[] bytes(String user, String event) {
        long now = System.currentTimeMillis();
        Touchpoint touchpoint = Touchpoint.newBuilder()
                .setUserId(user)
                .setEvent(event)
                .setTime(now)
                .setReceivedAt(now)
                .setMessageId(Integer.toString(++messages))
                .build();
        return bytes(touchpoint);
    }

    /** As it is written. */
    public byte[] bytes(Touchpoint touchpoint) {
        return serdes.values(Touchpoint.class).serializer().serialize("touchpoints", touchpoint);
    }

    public void sendBytes(byte[] value) {
        producer.send(new ProducerRecord<>("touchpoints", "any".getBytes(StandardCharsets.UTF_8), value));
        producer.flush();
    }

    /** All alerts so far, as a reader of committed records sees them. */
    public List<JourneyAlert> alerts() {
        return values("journey-alerts", JourneyAlert.class);
    }

    /** All transitions so far, as a reader of committed records sees them. */
    public List<JourneyTransition> transitions() {
        return values("journey-transitions", JourneyTransition.class);
    }

    /** Everything told so far, as a reader of committed records sees it. */
    public Told told() {
        Map<String, CustomerSnapshot> customers = new TreeMap<>();
        Deserializer<CustomerSnapshot> snapshots =
                serdes.values(CustomerSnapshot.class).deserializer();
        for (ConsumerRecord<byte[], byte[]> record : committed("journey-customers")) {
            String customer = new String(record.key(), StandardCharsets.UTF_8);
            if (record.value() == null) {
                customers.remove(customer);
            } else {
                customers.put(customer, snapshots.deserialize(record.topic(), record.value()));
            }
        }
        return new Told(transitions(), alerts(), customers);
    }

    /**
     * Waits until every partition has handled what fell due before the time, and every transition that is an alert is told as
     * one.
     */
    public Told toldBefore(long time) {
        ClockReached reached = new ClockReached();
        String clocks = ClockReached.topic(config().applicationId());
        Awaitility.await()
                .atMost(Duration.ofSeconds(120))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    Map<Integer, byte[]> last = new TreeMap<>();
                    records(clocks).forEach(record -> last.put(record.partition(), record.value()));
                    return last.size() == Integer.parseInt(settings.get("journey.topics.partitions"))
                            && last.values().stream().allMatch(clock -> reached.handledBefore(clock, time));
                });
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
            Told told = told();
            return told.alerts().size() >= told.alertsOfTransitions().size();
        });
        return told();
    }

    private <T extends SpecificRecord> List<T> values(String topic, Class<T> type) {
        Deserializer<T> deserializer = serdes.values(type).deserializer();
        return read(topic).stream()
                .filter(Objects::nonNull)
                .map(value -> deserializer.deserialize(topic, value))
                .toList();
    }

    /** The values of a topic so far, committed ones. */
    public List<byte[]> read(String topic) {
        return records(topic).stream().map(ConsumerRecord::value).toList();
    }

    /** The records of a topic so far, in order within a partition. */
    public List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
        return records(topic);
    }

    /** By one reader, which is kept: whoever waits looks again and again, and to make one takes longer than to read. */
    private synchronized List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        if (reader == null) {
            Map<String, Object> reading = new HashMap<>(config().kafka().forConsumer());
            reading.put("isolation.level", "read_committed");
            // A broker holds back an answer without records, and with it the news that a transaction ended there.
            reading.put("fetch.max.wait.ms", 20);
            reader = new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }
        var partitions = reader.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        reader.assign(partitions);
        reader.seekToBeginning(partitions);
        var ends = reader.endOffsets(partitions);
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        while (partitions.stream().anyMatch(p -> reader.position(p) < ends.get(p))) {
            reader.poll(Duration.ofMillis(100)).forEach(records::add);
        }
        return records;
    }

    /** Puts another one behind the last record of every key of a topic, in the same partition, where there is another one. */
    public void rewrite(String topic, Function<byte[], Optional<byte[]>> other) {
        Map<String, ConsumerRecord<byte[], byte[]>> last = new HashMap<>();
        committed(topic).forEach(record -> last.put(record.partition() + Arrays.toString(record.key()), record));
        last.values().forEach(record -> other.apply(record.value())
                .ifPresent(
                        value -> producer.send(new ProducerRecord<>(topic, record.partition(), record.key(), value))));
        producer.flush();
    }

    /** What an HTTP address answers. */
    public static HttpResponse<String> get(String address) {
        try {
            return CLIENT.send(
                    HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
        if (reader != null) {
            reader.close();
        }
        broker.close();
    }
}
