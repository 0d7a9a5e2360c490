package io.journeytracker.maps;

import io.journeytracker.definition.JourneyCatalog;
import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.topic.KafkaCause;
import io.journeytracker.topic.TopicReader;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The published maps, as they are published: all that is in the topic once {@link #start} returns, and from then on a new one
 * as soon as Kafka hands it over. A record that is no valid map is logged, counted and left out. Of one journey and version the
 * first content counts.
 */
public final class MapFollower implements Supplier<JourneyCatalog>, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MapFollower.class);
    private static final long CLOSE_MILLIS = 5_000;

    private final TopicReader reader;
    private final Consumer<PublishedMaps> listener;
    private final Runnable unreadable;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final Thread thread = new Thread(this::follow, "follow-maps");
    private volatile PublishedMaps maps = PublishedMaps.NONE;
    private volatile String failure;

    /**
     * @param settings of Kafka's consumer
     * @param listener hears of every change, in the follower's thread
     * @param unreadable called for every record that is left out
     */
    public MapFollower(
            Map<String, Object> settings, String topic, Consumer<PublishedMaps> listener, Runnable unreadable) {
        this.reader = new TopicReader(settings, topic);
        this.listener = listener;
        this.unreadable = unreadable;
        thread.setDaemon(true);
    }

    /**
     * Reads all maps, then follows.
     *
     * @throws KafkaException if the topic cannot be read
     */
    public MapFollower start() {
        try {
            reader.readAll(this::take);
        } catch (KafkaException e) {
            reader.close();
            closing.set(true);
            throw e;
        }
        listener.accept(maps);
        thread.start();
        return this;
    }

    private void follow() {
        try (reader) {
            while (!closing.get()) {
                try {
                    reader.follow(record -> {
                        take(record);
                        listener.accept(maps);
                    });
                } catch (RetriableException again) {
                    LOG.warn("Topic of maps cannot be read at the moment: {}", KafkaCause.of(again));
                }
            }
        } catch (WakeupException stop) {
            LOG.debug("Stopped following maps");
        } catch (RuntimeException e) {
            failure = "the topic of maps cannot be followed: " + KafkaCause.of(e);
            LOG.error("The topic of maps cannot be followed", e);
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            LOG.warn("A deleted map stays known here until the restart: {}", MapKey.read(record.key()));
            return;
        }
        try {
            PublishedMap map = PublishedMap.read(record);
            synchronized (this) {
                maps = maps.with(map);
                notifyAll();
            }
        } catch (UnreadableMapException e) {
            LOG.error("{}", e.getMessage());
            unreadable.run();
        }
    }

    /**
     * Waits until a map is known here: a reader may see it a moment after its publisher was told that it is written.
     *
     * @return false: it did not come in time
     */
    public synchronized boolean await(JourneyDefinition map, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (maps.find(map).isEmpty()) {
            long rest = (end - System.nanoTime()) / 1_000_000;
            if (rest <= 0) {
                return false;
            }
            wait(rest);
        }
        return true;
    }

    @Override
    public JourneyCatalog get() {
        return maps.catalog();
    }

    public PublishedMaps maps() {
        return maps;
    }

    /** Why following ended, if it did. */
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public void close() {
        if (closing.compareAndSet(false, true) && thread.isAlive()) {
            reader.wakeup();
            try {
                thread.join(CLOSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
