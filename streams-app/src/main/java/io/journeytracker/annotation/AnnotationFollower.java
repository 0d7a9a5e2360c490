package io.journeytracker.annotation;

import io.journeytracker.topic.KafkaCause;
import io.journeytracker.topic.TopicEditor;
import io.journeytracker.topic.TopicReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The annotations of the topic: all that are in it once {@link #start} returns, and from then on every change as soon as Kafka hands it over. A record
 * that is none is logged, counted and left out: what was there before stays.
 */
final class AnnotationFollower implements Supplier<Annotations>, AnnotationEdits, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AnnotationFollower.class);
    private static final long CLOSE_MILLIS = 5_000;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final String topic;
    private final TopicReader reader;
    private final TopicEditor editor;
    private final Runnable unreadable;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final Thread thread = new Thread(this::follow, "follow-annotations");
    private volatile Annotations annotations = Annotations.NONE;
    private volatile String failure;

    /**
     * @param producer settings of Kafka's producer
     * @param consumer settings of Kafka's consumer
     * @param unreadable called for every record that is left out
     */
    AnnotationFollower(Map<String, Object> producer, Map<String, Object> consumer, String topic, Runnable unreadable) {
        this.topic = topic;
        this.reader = new TopicReader(consumer, topic);
        this.editor = new TopicEditor(producer, consumer, topic);
        this.unreadable = unreadable;
        thread.setDaemon(true);
    }

    /** @throws KafkaException if the topic cannot be read */
    void start() {
        try {
            reader.readAll(this::take);
        } catch (KafkaException e) {
            reader.close();
            closing.set(true);
            throw e;
        }
        thread.start();
    }

    private void follow() {
        try (reader) {
            while (!closing.get()) {
                try {
                    reader.follow(this::take);
                } catch (RetriableException again) {
                    LOG.warn("The topic of annotations cannot be read at the moment: {}", KafkaCause.of(again));
                }
            }
        } catch (WakeupException stop) {
            LOG.debug("Stopped following annotations");
        } catch (RuntimeException e) {
            failure = "the topic of annotations cannot be followed: " + KafkaCause.of(e);
            LOG.error("The topic of annotations cannot be followed", e);
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        Annotations next;
        try {
            next = annotations.with(
                    record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8),
                    Optional.ofNullable(record.value()).map(value -> new String(value, StandardCharsets.UTF_8)),
                    record.offset());
        } catch (Annotations.UnreadableException e) {
            LOG.error("{}", e.getMessage());
            unreadable.run();
            next = annotations.upTo(record.offset());
        }
        synchronized (this) {
            annotations = next;
            notifyAll();
        }
    }

    @Override
    public void edit(String key, UnaryOperator<Optional<String>> change) {
        await(editor.edit(key, change));
    }

    private synchronized void await(long offset) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (annotations.next() <= offset) {
                long rest = (end - System.nanoTime()) / 1_000_000;
                if (rest <= 0) {
                    throw new TimeoutException("It was written to topic " + topic + " and did not come back within "
                            + PATIENCE.toSeconds() + " s");
                }
                wait(rest);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while waiting for topic " + topic, e);
        }
    }

    @Override
    public Annotations get() {
        return annotations;
    }

    /** Why following ended, if it did. */
    Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public void close() {
        boolean first = closing.compareAndSet(false, true);
        if (first && !thread.isAlive()) {
            reader.close();
        } else if (first) {
            reader.wakeup();
            try {
                thread.join(CLOSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
