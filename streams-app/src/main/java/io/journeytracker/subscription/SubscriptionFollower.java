package io.journeytracker.subscription;

import io.journeytracker.topic.KafkaCause;
import io.journeytracker.topic.TopicReader;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The subscriptions and targets of the topic: all that are in it once {@link #start} returns, and from then on every change as soon as Kafka hands it
 * over. A record that is none is logged, counted and left out: what was there before stays.
 */
public final class SubscriptionFollower implements Supplier<Subscriptions>, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionFollower.class);
    private static final long CLOSE_MILLIS = 5_000;

    private final TopicReader topic;
    private final SubscriptionRecords records;
    private final Runnable unreadable;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final Thread thread = new Thread(this::follow, "follow-subscriptions");
    private volatile Subscriptions subscriptions = Subscriptions.NONE;
    private volatile String failure;

    /**
     * @param settings of Kafka's consumer
     * @param unreadable called for every record that is left out
     */
    public SubscriptionFollower(
            Map<String, Object> settings, String topic, SubscriptionsReader reader, Runnable unreadable) {
        this.topic = new TopicReader(settings, topic);
        this.records = new SubscriptionRecords(reader);
        this.unreadable = unreadable;
        thread.setDaemon(true);
    }

    /**
     * Reads all, then follows.
     *
     * @throws KafkaException if the topic cannot be read
     */
    public SubscriptionFollower start() {
        try {
            topic.readAll(this::take);
        } catch (KafkaException e) {
            topic.close();
            closing.set(true);
            throw e;
        }
        thread.start();
        return this;
    }

    private void follow() {
        try (topic) {
            while (!closing.get()) {
                try {
                    topic.follow(this::take);
                } catch (RetriableException again) {
                    LOG.warn("The topic of subscriptions cannot be read at the moment: {}", KafkaCause.of(again));
                }
            }
        } catch (WakeupException stop) {
            LOG.debug("Stopped following subscriptions");
        } catch (RuntimeException e) {
            failure = "the topic of subscriptions cannot be followed: " + KafkaCause.of(e);
            LOG.error("The topic of subscriptions cannot be followed", e);
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        try {
            Subscriptions next = records.apply(subscriptions, record);
            synchronized (this) {
                subscriptions = next;
                notifyAll();
            }
        } catch (InvalidSubscriptionsException e) {
            leftOut(e.getMessage());
        } catch (RuntimeException e) {
            // Whatever is in it, the others go on.
            LOG.debug("A record of the topic of subscriptions", e);
            leftOut("it cannot be read: " + e.getClass().getSimpleName());
        }
    }

    /**
     * Waits until the subscriptions here are as is wanted.
     *
     * @return false: they were not in time
     */
    synchronized boolean await(Predicate<Subscriptions> wanted, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (!wanted.test(subscriptions)) {
            long rest = (end - System.nanoTime()) / 1_000_000;
            if (rest <= 0) {
                return false;
            }
            wait(rest);
        }
        return true;
    }

    private void leftOut(String why) {
        LOG.error("A record of the topic of subscriptions is left out: {}", why);
        unreadable.run();
    }

    @Override
    public Subscriptions get() {
        return subscriptions;
    }

    /** Why following ended, if it did. */
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public void close() {
        if (closing.compareAndSet(false, true) && thread.isAlive()) {
            topic.wakeup();
            try {
                thread.join(CLOSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
