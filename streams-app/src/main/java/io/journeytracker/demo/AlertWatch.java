package io.journeytracker.demo;

import io.journeytracker.schema.AlertState;
import io.journeytracker.schema.JourneyAlert;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Prints alerts as they come; those of the back-fill are counted only. */
public final class AlertWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AlertWatch.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long CLOSE_MILLIS = 3_000;

    private final KafkaConsumer<String, JourneyAlert> consumer;
    private final String topic;
    private final AlertLine line;
    private final Consumer<String> print;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final AtomicLong raised = new AtomicLong();
    private final AtomicLong replayed = new AtomicLong();
    private final Thread thread = new Thread(this::run, "alert-watch");

    /**
     * @param consumerSettings of Kafka's consumer
     * @param colour print in colour
     * @param print takes each line
     */
    public AlertWatch(
            Map<String, Object> consumerSettings,
            String topic,
            Deserializer<JourneyAlert> alerts,
            boolean colour,
            Consumer<String> print) {
        Map<String, Object> settings = new HashMap<>(consumerSettings);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        this.consumer = new KafkaConsumer<>(settings, new StringDeserializer(), alerts);
        this.topic = topic;
        this.line = new AlertLine(colour, ZoneId.systemDefault());
        this.print = print;
        thread.setDaemon(true);
    }

    public AlertWatch start() {
        thread.start();
        return this;
    }

    private void run() {
        try (consumer) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!closing.get()) {
                consumer.poll(POLL).forEach(record -> seen(record.value()));
            }
        } catch (WakeupException stop) {
            LOG.debug("Stopped watching alerts");
        } catch (KafkaException e) {
            LOG.error("Alerts cannot be watched any longer", e);
        }
    }

    private void seen(JourneyAlert alert) {
        if (alert.getReplay()) {
            replayed.incrementAndGet();
            return;
        }
        if (alert.getState() == AlertState.RAISED) {
            raised.incrementAndGet();
        }
        print.accept(line.of(alert));
    }

    /** Alerts raised live so far. */
    public long raised() {
        return raised.get();
    }

    /** Alert changes out of the back-fill so far. */
    public long replayed() {
        return replayed.get();
    }

    @Override
    public void close() {
        closing.set(true);
        if (!thread.isAlive()) {
            return;
        }
        consumer.wakeup();
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
