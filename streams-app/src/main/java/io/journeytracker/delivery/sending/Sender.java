package io.journeytracker.delivery.sending;

import io.journeytracker.delivery.targets.Answer;
import io.journeytracker.delivery.targets.AcknowledgeLinks;
import io.journeytracker.delivery.targets.TargetResources;
import io.journeytracker.delivery.targets.TargetTypes;
import io.journeytracker.schema.AlertDelivery;
import io.journeytracker.schema.StoredRecords;
import io.journeytracker.subscription.Subscriptions;
import io.journeytracker.subscription.TargetDefinition;
import io.journeytracker.topic.KafkaCause;
import io.journeytracker.topic.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
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
    private static final int MOST_OPEN = 10_000;
    private static final int SESSION_MILLIS = 10_000;
    private static final long CLOSE_MILLIS = 5_000;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Answers answers;
    private final Supplier<Subscriptions> subscriptions;
    private final TargetResources resources;
    private final String topic;
    private final StoredRecords<AlertDelivery> deliveries = new StoredRecords<>(AlertDelivery.class);
    private final Messages messages;
    private final Map<TopicPartition, Progress> progress = new HashMap<>();
    private final Map<String, Lane> lanes = new HashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> daemon(task, "send-message"));
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "pace-messages"));
    private final AtomicBoolean closing = new AtomicBoolean();
    private final Thread thread = daemon(this::run, "read-outbox");
    private Subscriptions seen = Subscriptions.NONE;
    private long committedNanos;
    private volatile String failure;

    /**
     * @param applicationId of the installation; the senders of all its instances share the messages
     * @param consumerSettings of Kafka's consumer
     * @param links by which who gets a message may acknowledge
     */
    public Sender(
            String applicationId,
            Map<String, Object> consumerSettings,
            Topics topics,
            Supplier<Subscriptions> subscriptions,
            TargetResources resources,
            AcknowledgeLinks links) {
        this.messages = new Messages(links);
        Map<String, Object> settings = new HashMap<>(consumerSettings);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, applicationId + "-senders");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MILLIS);
        settings.putIfAbsent(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, SESSION_MILLIS / 3);
        this.consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.answers = new Answers(resources.kafkaProducer(), topics.deliveries(), resources.clock());
        this.subscriptions = subscriptions;
        this.resources = resources;
        this.topic = topics.outbox();
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
            consumer.subscribe(List.of(topic), new Shares());
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
        lanes.values().forEach(Lane::stop);
        threads.shutdownNow();
        try {
            threads.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        answers.flush();
        commit();
    }

    private void read() {
        try {
            retireChanged();
            consumer.poll(POLL).forEach(this::take);
            commitNowAndThen();
            // Below the limit of every target together: only a flood to many targets stops the reading.
            if (progress.values().stream().mapToInt(Progress::open).sum() > MOST_OPEN) {
                consumer.pause(consumer.assignment());
            } else if (!consumer.paused().isEmpty()) {
                consumer.resume(consumer.paused());
            }
        } catch (RetriableException again) {
            LOG.warn("Messages cannot be read at the moment: {}", KafkaCause.of(again));
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        Progress from = progress.get(partition);
        if (from == null || !from.read(record.offset())) {
            return;
        }
        AlertDelivery delivery = deliveries.decode(record.value());
        Job job = new Job(
                delivery,
                messages.of(delivery),
                from,
                outcome -> answers.send(delivery, outcome, () -> from.answered(record.offset())));
        Optional<Lane> lane = lane(delivery.getTarget());
        if (lane.isPresent()) {
            lane.get().offer(job);
        } else {
            job.answer().accept(new Job.Outcome.Tried(Answer.retry("there is no such target")));
        }
    }

    private Optional<Lane> lane(String id) {
        Optional<TargetDefinition> definition = subscriptions.get().target(id);
        Lane known = lanes.get(id);
        if (known != null && definition.filter(known::isOf).isPresent()) {
            return Optional.of(known);
        }
        if (known != null) {
            retire(id, known);
        }
        definition.ifPresent(now ->
                lanes.put(id, new Lane(now, TargetTypes.named(now.type()).open(now, resources), threads, clock)));
        return Optional.ofNullable(lanes.get(id));
    }

    private void retire(String id, Lane lane) {
        lanes.remove(id);
        lane.retire();
        // What is on its way is sent as it was: its answers count all the same.
        clock.schedule(lane::close, CLOSE_MILLIS * 12, TimeUnit.MILLISECONDS);
    }

    /** Also where no further message comes: what waits must not be sent by a description that is gone. */
    private void retireChanged() {
        Subscriptions now = subscriptions.get();
        if (now != seen) {
            seen = now;
            Map.copyOf(lanes).forEach((id, lane) -> {
                if (now.target(id).filter(lane::isOf).isEmpty()) {
                    retire(id, lane);
                }
            });
        }
    }

    private void commitNowAndThen() {
        if (System.nanoTime() - committedNanos > COMMIT_NANOS) {
            committedNanos = System.nanoTime();
            commit();
        }
    }

    private void commit() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        progress.forEach((partition, each) ->
                Optional.ofNullable(each.commit()).ifPresent(offset -> offsets.put(partition, offset)));
        if (offsets.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(offsets);
            offsets.forEach((partition, offset) -> progress.get(partition).committed(offset));
        } catch (RebalanceInProgressException later) {
            LOG.debug("Not committed during a rebalance");
        } catch (CommitFailedException gone) {
            LOG.warn("Another sender took over before the answers were committed: some messages are sent again");
        }
    }

    /** Which partitions are read here. */
    private final class Shares implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(Set.copyOf(partitions));
            partitions.forEach(each -> progress.put(each, new Progress(committed.get(each))));
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            commit();
            lost(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            lost(partitions);
        }

        private void lost(Collection<TopicPartition> partitions) {
            partitions.forEach(
                    each -> Optional.ofNullable(progress.remove(each)).ifPresent(Progress::revoke));
        }
    }

    /** Why sending ended, if it did. */
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
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
        lanes.values().forEach(Lane::close);
        answers.close();
    }
}
