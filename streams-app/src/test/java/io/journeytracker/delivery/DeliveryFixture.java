package io.journeytracker.delivery;

import io.journeytracker.delivery.targets.MessageTexts;
import io.journeytracker.delivery.targets.TargetTypes;
import io.journeytracker.failure.DeadLetterHandler;
import io.journeytracker.metric.JourneyMeters;
import io.journeytracker.schema.AlertAcknowledgement;
import io.journeytracker.schema.AlertDelivery;
import io.journeytracker.schema.AlertLife;
import io.journeytracker.schema.AvroSerdes;
import io.journeytracker.schema.DeliveryAnswer;
import io.journeytracker.schema.DeliveryEvent;
import io.journeytracker.schema.DeliveryOutcome;
import io.journeytracker.schema.JourneyAlert;
import io.journeytracker.schema.StoredRecords;
import io.journeytracker.subscription.Edit;
import io.journeytracker.subscription.Silence;
import io.journeytracker.subscription.SubscriptionKey;
import io.journeytracker.subscription.SubscriptionsInMemory;
import io.journeytracker.subscription.SubscriptionsReader;
import io.journeytracker.topic.Headers;
import io.journeytracker.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.Stores;

/** The delivery step alone, in one thread, with a clock that the test moves. */
final class DeliveryFixture implements AutoCloseable {

    static final Instant START = Instant.parse("2026-01-12T12:00:00Z");

    private static final SubscriptionsReader READER =
            new SubscriptionsReader(TargetTypes.languages(Topics.DEFAULT.all()), MessageTexts.LANGUAGES);

    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final StoredRecords<AlertDelivery> deliveries = new StoredRecords<>(AlertDelivery.class);
    private final StoredRecords<DeliveryEvent> events = new StoredRecords<>(DeliveryEvent.class);
    private final StoredRecords<JourneyAlert> kept = new StoredRecords<>(JourneyAlert.class);
    private final Instant start;
    private final TopologyTestDriver driver;
    private final TestInputTopic<String, JourneyAlert> alerts;
    private final TestInputTopic<String, byte[]> said;
    private final TestOutputTopic<String, byte[]> outbox;
    private final TestOutputTopic<String, byte[]> undelivered;
    private final StoredRecords<AlertLife> lives = new StoredRecords<>(AlertLife.class);
    private final TestOutputTopic<String, byte[]> life;
    private final SubscriptionsInMemory subscriptions = new SubscriptionsInMemory(READER);
    private final TestOutputTopic<String, byte[]> deadLetters;
    private final Map<String, AlertDelivery> givenUp = new HashMap<>();

    DeliveryFixture(Path state, String subscription) {
        this(state, START, subscription);
    }

    DeliveryFixture(Path state, Instant start, String subscription) {
        this.start = start;
        subscribe(subscription);
        Topics topics = Topics.DEFAULT;
        AvroSerdes serdes = new AvroSerdes(Map.of("schema.registry.url", "mock://" + UUID.randomUUID()));
        Topology topology = new Topology();
        new DeliveryTopology(topics, serdes, Stores::inMemoryKeyValueStore, subscriptions, new JourneyMeters(metrics))
                .addTo(topology);
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        config.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        // As in production; and no checkpoint is written after every record, which takes longer than all the rest.
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        config.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetterHandler.class);
        config.put(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, topics.deadLetters());
        driver = new TopologyTestDriver(topology, config, start);
        alerts = driver.createInputTopic(
                topics.alerts(),
                new StringSerializer(),
                serdes.values(JourneyAlert.class).serializer());
        said = driver.createInputTopic(topics.deliveries(), new StringSerializer(), new ByteArraySerializer());
        outbox = driver.createOutputTopic(topics.outbox(), new StringDeserializer(), new ByteArrayDeserializer());
        life = driver.createOutputTopic(topics.alertLife(), new StringDeserializer(), new ByteArrayDeserializer());
        deadLetters =
                driver.createOutputTopic(topics.deadLetters(), new StringDeserializer(), new ByteArrayDeserializer());
        undelivered =
                driver.createOutputTopic(topics.undelivered(), new StringDeserializer(), new ByteArrayDeserializer());
    }

    /** @param rest of the subscription {@code desk}, on one line, beside its name and team; its targets are one and two */
    void subscribe(String rest) {
        subscribe(rest, "{id: one, type: kafka, topic: x, retries: [5s, 5m]}");
    }

    /** @param one the first target, as it is described now */
    void subscribe(String rest, String one) {
        subscriptions.fromFile(READER.read(
                "targets: [" + one + ", {id: two, type: kafka, topic: y}]\n" + "subscriptions: [{name: desk, team: T, "
                        + rest + "}]",
                "test"));
    }

    /** @param what the alerts, on one line */
    void silence(String what, Duration time) {
        Edit<Silence> edit = READER.silence(
                "{author: A, reason: R, for: " + time.toSeconds() + "s, what: " + what + "}",
                "silence",
                Instant.ofEpochMilli(now()),
                Optional.empty());
        subscriptions.write(SubscriptionKey.silence("silence"), edit.text());
    }

    void unsubscribe() {
        subscriptions.write(SubscriptionKey.subscription("desk"), null);
    }

    long now() {
        return start.toEpochMilli() + passed;
    }

    private long passed;

    /** Time passes, in steps of a second, or a thousandth of it where that is longer. */
    void pass(Duration time) {
        long end = passed + time.toMillis();
        while (passed < end) {
            long step = Math.min(Math.max(1000, time.toMillis() / 1000), end - passed);
            passed += step;
            driver.advanceWallClockTime(Duration.ofMillis(step));
        }
    }

    /** Time passes at once: what falls due meanwhile does so at the end. */
    void skip(Duration time) {
        passed += time.toMillis();
        driver.advanceWallClockTime(time);
    }

    void alert(JourneyAlert alert) {
        alerts.pipeInput(alert.getCustomer(), alert, now());
    }

    /** What was sent since it was asked last. */
    List<AlertDelivery> sent() {
        List<AlertDelivery> sent = new ArrayList<>();
        outbox.readValuesToList().forEach(value -> sent.add(deliveries.decode(value)));
        return sent;
    }

    /** What happened to alerts since it was asked last. */
    List<String> lives() {
        return life.readValuesToList().stream()
                .map(lives::decode)
                .map(each -> each.getKind() + " " + each.getSubscription())
                .toList();
    }

    /** What is given up now. */
    Map<String, AlertDelivery> undelivered() {
        undelivered.readKeyValuesToList().forEach(each -> {
            if (each.value == null) {
                givenUp.remove(each.key);
            } else {
                givenUp.put(each.key, deliveries.decode(each.value));
            }
        });
        return givenUp;
    }

    List<String> customers(AlertDelivery delivery) {
        return delivery.getAlerts().stream()
                .map(bytes -> kept.decode(bytes.array()).getCustomer())
                .toList();
    }

    void answer(AlertDelivery delivery, DeliveryOutcome outcome, Long after) {
        DeliveryAnswer answer =
                new DeliveryAnswer(delivery.getId(), delivery.getAttempt(), outcome, after, outcome + " it was");
        say(event().setAnswer(answer).build());
    }

    void acknowledge(JourneyAlert alert) {
        say(event().setAcknowledgement(new AlertAcknowledgement(alert.getId(), "ann", "calling", now()))
                .build());
    }

    void again(AlertDelivery delivery) {
        say(event().setAgain(ByteBuffer.wrap(deliveries.encode(delivery))).build());
    }

    void beat(long begin) {
        say(event().setHeartbeat(begin).build());
    }

    private DeliveryEvent.Builder event() {
        return DeliveryEvent.newBuilder().setSubscription("desk").setAt(now());
    }

    private void say(DeliveryEvent event) {
        said.pipeInput("desk", events.encode(event), now());
    }

    /** A record of the topic of deliveries as it is. */
    void say(byte[] value) {
        said.pipeInput("desk", value, now());
    }

    /** Why records became dead letters since it was asked last. */
    List<String> deadLetters() {
        return deadLetters.readRecordsToList().stream()
                .map(letter -> new String(
                        letter.headers().lastHeader(Headers.DEAD_REASON).value(), StandardCharsets.UTF_8))
                .toList();
    }

    double suppressed(String reason) {
        return metrics.find("journey.deliveries.suppressed").tag("reason", reason).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    @Override
    public void close() {
        driver.close();
    }
}
