package io.journeytracker.testing;

import io.journeytracker.alert.Alerts;
import io.journeytracker.definition.JourneyCatalog;
import io.journeytracker.failure.DeadLetterHandler;
import io.journeytracker.identity.IdentityRules;
import io.journeytracker.identity.IdentityTopology;
import io.journeytracker.journey.MapParts;
import io.journeytracker.metric.JourneyMeters;
import io.journeytracker.metric.MapGauges;
import io.journeytracker.runtime.RootTopology;
import io.journeytracker.schema.AvroSerdes;
import io.journeytracker.schema.CustomerSnapshot;
import io.journeytracker.schema.CustomerStory;
import io.journeytracker.schema.JourneyAlert;
import io.journeytracker.schema.JourneyTransition;
import io.journeytracker.schema.Touchpoint;
import io.journeytracker.store.WriteBehindStore;
import io.journeytracker.story.StoryShelf;
import io.journeytracker.story.StoryTopology;
import io.journeytracker.subscription.Subscriptions;
import io.journeytracker.topic.Headers;
import io.journeytracker.topic.Tick;
import io.journeytracker.topic.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.test.TestRecord;

/**
 * The whole topology in one process with a registry in memory, a wall clock that stands still and one partition. State is kept
 * in heap: the driver commits after every record, for which RocksDB would write a file each time. Whatever runs on a broker
 * keeps it in RocksDB.
 */
public final class TopologyFixture implements AutoCloseable {

    public static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    public final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    public final JourneyMeters meters = new JourneyMeters(metrics);
    public final MapGauges gauges = new MapGauges(metrics);
    public final MapParts parts = new MapParts();
    public final AtomicReference<JourneyCatalog> catalog;
    public final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> input;
    private final TestOutputTopic<String, JourneyTransition> transitions;
    private final TestOutputTopic<String, JourneyAlert> alerts;
    private final TestOutputTopic<String, CustomerSnapshot> customers;
    private final TestOutputTopic<byte[], byte[]> deadLetters;
    private final Serde<Touchpoint> touchpoints;
    /** How many partitions touchpoints is known to have: this driver has one, and ticks of that many. */
    public final AtomicInteger sources = new AtomicInteger(1);

    public TopologyFixture(JourneyCatalog catalog, Path stateDir) {
        this(catalog, stateDir, 1000);
    }

    /** @param customersInHeap 1: every customer but the last is read from the store again */
    public TopologyFixture(JourneyCatalog catalog, Path stateDir, int customersInHeap) {
        this(catalog, stateDir, customersInHeap, true);
    }

    /** @param linked whether identifiers of one customer are joined */
    public TopologyFixture(JourneyCatalog catalog, Path stateDir, int customersInHeap, boolean linked) {
        this.catalog = new AtomicReference<>(catalog);
        AvroSerdes serdes = new AvroSerdes(Map.of("schema.registry.url", "mock://" + UUID.randomUUID()));
        Topics topics = Topics.DEFAULT;
        var topology = new RootTopology(
                        topics,
                        serdes,
                        this.catalog::get,
                        meters,
                        gauges,
                        parts,
                        new Alerts(""),
                        Stores::inMemoryKeyValueStore,
                        () -> Subscriptions.NONE,
                        customersInHeap,
                        Duration.ofSeconds(2),
                        new IdentityTopology.Identities(
                                linked ? IdentityRules.USUAL : IdentityRules.NONE, linked, customersInHeap),
                        new IdentityTopology.Partitions(1, 1, sources::get),
                        true)
                .build();
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        config.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        config.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetterHandler.class);
        config.put(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, topics.deadLetters());
        driver = new TopologyTestDriver(topology, config, START);
        input = driver.createInputTopic(
                topics.touchpoints(), new ByteArraySerializer(), new ByteArraySerializer(), START, Duration.ZERO);
        transitions = driver.createOutputTopic(
                topics.transitions(),
                new StringDeserializer(),
                serdes.values(JourneyTransition.class).deserializer());
        alerts = driver.createOutputTopic(
                topics.alerts(),
                new StringDeserializer(),
                serdes.values(JourneyAlert.class).deserializer());
        customers = driver.createOutputTopic(
                topics.customers(),
                new StringDeserializer(),
                serdes.values(CustomerSnapshot.class).deserializer());
        deadLetters = driver.createOutputTopic(
                topics.deadLetters(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        touchpoints = serdes.values(Touchpoint.class);
    }

    /** A touchpoint of a user, seconds after the start, with a message id of its own. */
    public Touchpoint.Builder touchpoint(String user, String event, long seconds) {
        return Touchpoint.newBuilder()
                .setUserId(user)
                .setEvent(event)
                .setTime(START.plusSeconds(seconds).toEpochMilli())
                .setReceivedAt(START.plusSeconds(seconds).toEpochMilli())
                .setMessageId(user + '/' + event + '/' + seconds);
    }

    public void send(Touchpoint.Builder touchpoint) {
        send(touchpoint.build());
    }

    public void send(Touchpoint touchpoint) {
        sendBytes(bytes(touchpoint));
    }

    public byte[] bytes(Touchpoint touchpoint) {
        return touchpoints.serializer().serialize("touchpoints", touchpoint);
    }

    public void send(String user, String event, long seconds) {
        send(touchpoint(user, event, seconds));
    }

    public void sendBytes(byte[] value) {
        input.pipeInput(new TestRecord<>("any".getBytes(StandardCharsets.UTF_8), value, START));
    }

    public void sendRecord(TestRecord<byte[], byte[]> record) {
        input.pipeInput(record);
    }

    /** Lets a tick through the only partition; the wall clock follows. */
    public void tick(long seconds) {
        tickMillis(seconds * 1000);
    }

    public void tickMillis(long millis) {
        lastTick = Math.max(lastTick, millis);
        long time = START.toEpochMilli() + millis;
        driver.advanceWallClockTime(Duration.ofMillis(Math.max(0, time - START.toEpochMilli() - wallClockMillis)));
        wallClockMillis = Math.max(wallClockMillis, millis);
        RecordHeaders headers = new RecordHeaders();
        headers.add(Headers.TICK, new Tick(time, 1, -1).bytes());
        input.pipeInput(new TestRecord<>(null, null, headers, START));
    }

    private long wallClockMillis;
    private long lastTick;

    /** Whether something is due that is not handled yet. */
    public boolean sweeping() {
        gauges.refresh();
        return metrics.find("journey.deadline.lag.seconds").gauges().stream().anyMatch(gauge -> gauge.value() > 0);
    }

    /** Lets the wall clock pass. */
    public void wait(int millis) {
        driver.advanceWallClockTime(Duration.ofMillis(millis));
        wallClockMillis += millis;
    }

    /** By how much the ledger's two sides differ, over all stages. */
    public double imbalance() {
        driver.advanceWallClockTime(Duration.ofSeconds(2));
        wallClockMillis += 2_000;
        tickMillis(lastTick + 1);
        gauges.refresh();
        return metrics.find("journey.ledger.imbalance").gauges().stream()
                .mapToDouble(gauge -> Math.abs(gauge.value()))
                .sum();
    }

    /** Visits with an outcome, over all stages; as of {@link #imbalance}. */
    public double visits(String outcome) {
        imbalance();
        return metrics.find("journey.visits").tag("outcome", outcome).gauges().stream()
                .mapToDouble(Gauge::value)
                .sum();
    }

    /** Customers by the week of their first touchpoint and how many weeks later they had one; as of {@link #imbalance}. */
    public Map<String, Integer> cohorts() {
        imbalance();
        Map<String, Integer> counts = new TreeMap<>();
        for (Gauge gauge : metrics.find("journey.cohort.customers").gauges()) {
            String week = gauge.getId().getTag("cohort") + " " + gauge.getId().getTag("week");
            counts.put(week, (int) gauge.value());
        }
        return counts;
    }

    /** Visits by stage, persona and whether they converted, those of which there are none left out; as of {@link #imbalance}. */
    public Map<String, Integer> conversions() {
        imbalance();
        Map<String, Integer> counts = new TreeMap<>();
        for (Gauge gauge : metrics.find("journey.conversions").gauges()) {
            if (gauge.value() != 0) {
                String place = String.join(
                        " ",
                        gauge.getId().getTag("stage"),
                        gauge.getId().getTag("persona"),
                        gauge.getId().getTag("target"),
                        gauge.getId().getTag("outcome"));
                counts.merge(place, (int) gauge.value(), Integer::sum);
            }
        }
        return counts;
    }

    /** How many customers became part of others. */
    public double merges(String result) {
        return metrics.find("journey.identity.merges").tag("result", result).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    public List<JourneyTransition> transitions() {
        return transitions.readValuesToList();
    }

    /** What happened, in words: {@code kind stage}, retractions with a minus before. */
    public List<String> told() {
        return transitions().stream()
                .map(t -> (t.getRetracted() ? "-" : "") + t.getKind() + " " + t.getStage())
                .toList();
    }

    public List<JourneyAlert> alerts() {
        return alerts.readValuesToList();
    }

    public List<TestRecord<String, JourneyAlert>> alertRecords() {
        return alerts.readRecordsToList();
    }

    public List<TestRecord<String, CustomerSnapshot>> customers() {
        return customers.readRecordsToList();
    }

    /** A customer's story as it is kept. */
    @SuppressWarnings("unchecked")
    public Optional<CustomerStory> story(String customer) {
        var pieces = (WriteBehindStore<Bytes, CustomerStory>) driver.getStateStore(StoryTopology.STORE);
        return new StoryShelf(pieces).story(customer);
    }

    public List<TestRecord<byte[], byte[]>> deadLetters() {
        return deadLetters.readRecordsToList();
    }

    @Override
    public void close() {
        driver.close();
    }
}
