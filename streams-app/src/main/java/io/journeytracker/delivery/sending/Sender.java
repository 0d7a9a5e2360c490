package io.journeytracker.delivery.sending;

import io.journeytracker.delivery.targets.AcknowledgeLinks;
import io.journeytracker.delivery.targets.TargetResources;
import io.journeytracker.failure.DeadReason;
import io.journeytracker.subscription.Subscriptions;
import io.journeytracker.topic.KafkaCause;
import io.journeytracker.topic.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the messages that were decided on, of committed transactions alone, sends each to its target, and writes what became of it. A message counts as
 * read once its answer is written, so that one that was on its way in a crash is sent again, with the same id. All messages to a target are in one
 * partition and so with one sender, which keeps the target's rate.
 */
public final class Sender implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Sender.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long COMMIT_NANOS = Duration.ofMillis(250).toNanos();
    private static final int SESSION_MILLIS = 10_000;
    private static final long CLOSE_MILLIS = 5_000;

    /** Answers on their way to Kafka, beyond which it is Kafka that is slow, and reading more would only fill the heap. */
    private static final int MOST_UNWRITTEN = 2_000;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> daemon(task, "send-message"));
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "pace-messages"));
    private final Answers answers;
    private final Consumer<DeadReason> deadLetters;
    private final String topic;
    private final Messages messages;
    private final Partitions partitions;
    private final Lanes lanes;
    private final Parked parked = new Parked(System::nanoTime);
    private final AtomicBoolean closing = new AtomicBoolean();
    private final Thread thread = daemon(this::run, "read-outbox");
    private long committedNanos;
    private volatile String failure;

    /**
     * @param applicationId of the installation; the senders of all its instances share the messages
     * @param consumerSettings of Kafka's consumer
     * @param links by which who gets a message may acknowledge
     * @param deadLetters counts messages that cannot be read
     */
    public Sender(
            String applicationId,
            Map<String, Object> consumerSettings,
            Topics topics,
            Supplier<Subscriptions> subscriptions,
            TargetResources resources,
            AcknowledgeLinks links,
            Consumer<DeadReason> deadLetters) {
        this.messages = new Messages(links);
        Map<String, Object> settings = new HashMap<>(consumerSettings);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, applicationId + "-senders");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MILLIS);
        settings.putIfAbsent(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, SESSION_MILLIS / 3);
        this.consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.answers = new Answers(Answers.producer(resources.kafkaProducer()), topics, resources.clock(), clock);
        this.deadLetters = deadLetters;
        this.topic = topics.outbox();
        this.partitions = new Partitions(consumer);
        this.lanes = new Lanes(subscriptions, resources, threads, clock, () -> answers.trouble()
                .isPresent());
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    public Sender start() {
        thread.start();
        return this;
    }

    private void run() {
        try (consumer) {
            consumer.subscribe(List.of(topic), partitions);
            while (!closing.get()) {
                read();
            }
            finish();
        } catch (RuntimeException e) {
            failure = "messages are not sent any more: " + KafkaCause.of(e);
            LOG.error("Messages are not sent any more", e);
        }
    }

    /** What is on its way is interrupted, unless it ends at once; what is answered is committed. */
    private void finish() {
        clock.shutdownNow();
        lanes.stop();
        threads.shutdownNow();
        try {
            threads.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        answers.flush();
        partitions.commit();
    }

    private void read() {
        try {
            lanes.retireChanged();
            consumer.poll(POLL).forEach(this::take);
            commitNowAndThen();
            // What lanes have no room for goes back, so that no target, however slow, ever stops the reading; only
            // Kafka does.
            if (answers.unwritten() > MOST_UNWRITTEN || answers.trouble().isPresent()) {
                consumer.pause(consumer.assignment());
            } else if (!consumer.paused().isEmpty()) {
                consumer.resume(consumer.paused());
            }
        } catch (RetriableException again) {
            LOG.warn("Messages cannot be read at the moment: {}", KafkaCause.of(again));
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        partitions.read(record).ifPresent(from -> {
            Runnable answered = () -> from.answered(record.offset());
            try {
                lanes.offer(messages.job(
                        record.value(), from, (delivery, outcome) -> answers.send(delivery, outcome, answered)));
            } catch (UnreadableMessageException e) {
                if (!e.isNewer()) {
                    bury(record, from, e.getMessage());
                } else if (parked.park(record, from, e.getMessage())) {
                    LOG.warn("Messages of a newer application wait until it runs here: {}", e.getMessage());
                }
            }
        });
    }

    private void bury(ConsumerRecord<byte[], byte[]> record, Progress from, String why) {
        LOG.warn(
                "A message at {}-{} offset {} cannot be read and went to the dead letters: {}",
                record.topic(),
                record.partition(),
                record.offset(),
                why);
        deadLetters.accept(DeadReason.UNDECODABLE);
        answers.bury(record, why, () -> from.answered(record.offset()));
    }

    private void commitNowAndThen() {
        if (System.nanoTime() - committedNanos > COMMIT_NANOS) {
            committedNanos = System.nanoTime();
            parked.over().forEach(each -> bury(each.record(), each.from(), each.why()));
            partitions.commit();
        }
    }

    /** Why sending ended, if it did. */
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /** Why nothing is sent at the moment, if so: answers cannot be written. */
    public Optional<String> trouble() {
        return answers.trouble();
    }

    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        try {
            thread.join(3 * CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        lanes.close();
        answers.close();
    }
}
