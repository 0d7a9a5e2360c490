package io.journeytracker.runtime;

import io.journeytracker.alert.Alerts;
import io.journeytracker.config.JourneyConfig;
import io.journeytracker.journey.ClockReached;
import io.journeytracker.replay.report.ReplayReport;
import io.journeytracker.schema.CustomerSnapshot;
import io.journeytracker.schema.JourneyAlert;
import io.journeytracker.schema.JourneyTransition;
import io.journeytracker.topic.Topics;
import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads what a replay told, once every partition has told all of it. */
final class ReplayResults {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int FETCH_MILLIS = 50;

    private final JourneyTracker tracker;
    private final JourneyConfig config;
    private final Alerts alerts;
    private final Topics topics;
    private final Deserializer<JourneyTransition> transitions;

    ReplayResults(JourneyTracker tracker, JourneyConfig config, Alerts alerts) {
        this.tracker = tracker;
        this.config = config;
        this.alerts = alerts;
        this.topics = tracker.topics();
        this.transitions = tracker.serdes().values(JourneyTransition.class).deserializer();
    }

    /** @param last the log's last timestamp, to which every partition's clock comes */
    void collect(long last, ReplayReport report) {
        awaitClocks(last);
        long expectedAlerts = 0;
        for (JourneyTransition transition : all(topics.transitions(), transitions)) {
            report.add(transition);
            expectedAlerts += alerts.of(transition).isPresent() ? 1 : 0;
        }
        for (CustomerSnapshot snapshot : all(
                topics.customers(),
                tracker.serdes().values(CustomerSnapshot.class).deserializer())) {
            report.add(snapshot);
        }
        awaitAlerts(expectedAlerts, report);
    }

    /**
     * The clock's changelog is written with what the clock brought about: who reads it can read all of that. Kafka Streams may not
     * even have made the topic when a short log is written already, so its partitions are those that it will have.
     */
    private void awaitClocks(long last) {
        ClockReached reached = new ClockReached();
        Set<Integer> waiting = new HashSet<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer("read_committed")) {
            consumer.partitionsFor(topics.touchpointsByCustomer()).forEach(info -> waiting.add(info.partition()));
            String clocks = ClockReached.topic(config.applicationId());
            consumer.assign(waiting.stream()
                    .map(partition -> new TopicPartition(clocks, partition))
                    .toList());
            long idleSince = System.nanoTime();
            long folded = 0;
            while (!waiting.isEmpty()) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    idleSince = System.nanoTime();
                    if (record.value() != null && reached.handledBefore(record.value(), last)) {
                        waiting.remove(record.partition());
                    }
                }
                long now = folded();
                if (now != folded) {
                    folded = now;
                    idleSince = System.nanoTime();
                }
                check(idleSince, "the clocks of " + waiting.size() + " partitions to come to the log's end");
            }
        }
    }

    /** The clocks stand still while the log is folded; that it is folded shows here. */
    private long folded() {
        return (long) tracker.meters().find("journey.touchpoints").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    /** The transitions' alerts, and no more: one too many would be as wrong as one that is missing. */
    private void awaitAlerts(long expected, ReplayReport report) {
        Deserializer<JourneyAlert> deserializer =
                tracker.serdes().values(JourneyAlert.class).deserializer();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer("read_committed")) {
            assign(consumer, topics.alerts());
            long idleSince = System.nanoTime();
            long seen = 0;
            Map<TopicPartition, Long> ends = Map.of();
            while (seen < expected || ends.isEmpty() || behind(consumer, ends)) {
                if (seen >= expected && ends.isEmpty()) {
                    ends = ends(topics.alerts());
                }
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    idleSince = System.nanoTime();
                    report.add(deserializer.deserialize(record.topic(), record.value()));
                    seen++;
                }
                check(idleSince, seen < expected ? (expected - seen) + " more alerts" : "the last alert's end");
            }
            if (seen > expected) {
                throw new IllegalStateException("Topic " + topics.alerts() + " has " + seen + " alerts, expected the "
                        + expected + " that the transitions are");
            }
        }
    }

    private void check(long idleSince, String what) {
        if (tracker.failure().isCompletedExceptionally()) {
            tracker.failure().join();
        }
        if (System.nanoTime() - idleSince > PATIENCE.toNanos()) {
            throw new IllegalStateException(
                    "Nothing happened for " + PATIENCE.toMinutes() + " minutes while waiting for " + what);
        }
    }

    /**
     * Everything that is in a topic now. A transaction becomes readable in one partition after the other, so that what belongs
     * to a clock may be readable later than the clock: the end is that of all records, and committed ones are read up to it.
     */
    private <T extends SpecificRecord> Iterable<T> all(String topic, Deserializer<T> deserializer) {
        List<T> all = new ArrayList<>();
        Map<TopicPartition, Long> ends = ends(topic);
        try (KafkaConsumer<byte[], byte[]> consumer = consumer("read_committed")) {
            assign(consumer, topic);
            long idleSince = System.nanoTime();
            while (behind(consumer, ends)) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    idleSince = System.nanoTime();
                    if (record.value() != null) {
                        all.add(deserializer.deserialize(topic, record.value()));
                    }
                }
                check(idleSince, "the end of topic " + topic);
            }
        }
        return all;
    }

    private static boolean behind(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
    }

    private Map<TopicPartition, Long> ends(String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer("read_uncommitted")) {
            return consumer.endOffsets(assign(consumer, topic));
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer(String isolation) {
        Map<String, Object> settings = new HashMap<>(config.kafka().forConsumer());
        settings.put("isolation.level", isolation);
        // A broker holds back an answer without records, and with it the news that a transaction ended there.
        settings.putIfAbsent("fetch.max.wait.ms", FETCH_MILLIS);
        settings.put("auto.offset.reset", "earliest");
        settings.put("allow.auto.create.topics", false);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static List<TopicPartition> assign(KafkaConsumer<byte[], byte[]> consumer, String topic) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map((PartitionInfo p) -> new TopicPartition(p.topic(), p.partition()))
                .toList();
        consumer.assign(partitions);
        return partitions;
    }
}
