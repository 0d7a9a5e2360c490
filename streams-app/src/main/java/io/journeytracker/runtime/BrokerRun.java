package io.journeytracker.runtime;

import io.journeytracker.alert.Alerts;
import io.journeytracker.broker.LocalBroker;
import io.journeytracker.config.JourneyConfig;
import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.log.LogRow;
import io.journeytracker.log.sort.LogCursor;
import io.journeytracker.log.sort.SortedLog;
import io.journeytracker.replay.report.ReplayReport;
import io.journeytracker.replay.run.ReplayRun;
import io.journeytracker.schema.Touchpoint;
import io.journeytracker.topic.HeaderLong;
import io.journeytracker.topic.Headers;
import io.journeytracker.topic.KafkaCause;
import io.journeytracker.topic.Tick;
import io.journeytracker.topic.TopicException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;

/** A replay on the real topology: a broker of its own, every touchpoint through it, then the log's end as a tick. */
public final class BrokerRun implements ReplayRun {

    private static final int PROGRESS_EVERY = 1 << 12;

    private final LocalBroker.Provider brokers;
    private final Function<LocalBroker, JourneyConfig> config;

    /** @param config the settings for an application on the broker; its ticks are not used */
    public BrokerRun(LocalBroker.Provider brokers, Function<LocalBroker, JourneyConfig> config) {
        this.brokers = brokers;
        this.config = config;
    }

    @Override
    public ReplayReport run(SortedLog log, JourneyDefinition map, LongConsumer progress) {
        try (ScratchDirectory state = ScratchDirectory.make("journey-replay");
                LocalBroker broker = brokers.start();
                JourneyTracker tracker = new JourneyTracker(config.apply(broker).withStateIn(state.path()))) {
            JourneyConfig settings = config.apply(broker);
            tracker.replay(map, false, false);
            produce(log, tracker, settings, progress);
            ReplayReport report = new ReplayReport(map);
            new ReplayResults(tracker, settings, new Alerts(""))
                    .collect(log.facts().to(), report);
            return report;
        }
    }

    private static void produce(SortedLog log, JourneyTracker tracker, JourneyConfig settings, LongConsumer progress) {
        Serializer<Touchpoint> serializer =
                tracker.serdes().values(Touchpoint.class).serializer();
        String topic = tracker.topics().touchpoints();
        AtomicReference<Exception> failure = new AtomicReference<>();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                        settings.kafka().forProducer(), new ByteArraySerializer(), new ByteArraySerializer());
                LogCursor cursor = log.cursor()) {
            long done = 0;
            for (LogRow row = cursor.next(); row != null; row = cursor.next()) {
                send(producer, record(topic, row, serializer), failure);
                if (++done % PROGRESS_EVERY == 0) {
                    progress.accept(done);
                }
            }
            producer.flush();
            int partitions = producer.partitionsFor(topic).size();
            for (int partition = 0; partition < partitions; partition++) {
                RecordHeaders headers = new RecordHeaders();
                headers.add(Headers.TICK, new Tick(log.facts().to(), partitions, -1).bytes());
                send(
                        producer,
                        new ProducerRecord<byte[], byte[]>(topic, partition, (byte[]) null, (byte[]) null, headers),
                        failure);
            }
            producer.flush();
            progress.accept(done);
        }
        if (failure.get() != null) {
            throw new TopicException(
                    "The log could not be written to the broker's topic " + topic + ": "
                            + KafkaCause.of(failure.get()),
                    failure.get());
        }
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, LogRow row, Serializer<Touchpoint> serializer) {
        Touchpoint touchpoint = row.touchpoint();
        // A log is taken at its word: its times are not held against today's clock.
        touchpoint.setReceivedAt(row.time());
        RecordHeaders headers = new RecordHeaders();
        headers.add(Headers.ORDER, HeaderLong.bytes(row.order()));
        headers.add(Headers.REPLAY_UNTIL, HeaderLong.bytes(Long.MAX_VALUE));
        byte[] key = row.customer().getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(topic, null, key, serializer.serialize(topic, touchpoint), headers);
    }

    private static void send(
            KafkaProducer<byte[], byte[]> producer,
            ProducerRecord<byte[], byte[]> record,
            AtomicReference<Exception> failure) {
        producer.send(record, (written, problem) -> failure.compareAndSet(null, problem));
    }
}
