package io.journeytracker.board;

import io.journeytracker.schema.AlertLife;
import io.journeytracker.schema.JourneyAlert;
import io.journeytracker.schema.RegistryUnavailableException;
import io.journeytracker.schema.StoredRecords;
import io.journeytracker.schema.UnreadableRecordException;
import io.journeytracker.topic.KafkaCause;
import io.journeytracker.topic.TopicReader;
import io.journeytracker.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the board: reads the end of the topics of alerts at the start, and follows them. */
final class BoardFollower implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BoardFollower.class);
    private static final long CLOSE_MILLIS = 5_000;
    private static final long AGAIN_NANOS = 1_000_000_000L;
    /** An alert is raised and ends, and each may be a transaction of its own, whose end takes an offset too. */
    private static final int OFFSETS_OF_AN_ALERT = 4;

    private final AlertBoard board;
    private final Changes changes;
    private final Topics topics;
    private final int partitions;
    private final TopicReader reader;
    private final Deserializer<JourneyAlert> alerts;
    private final StoredRecords<AlertLife> lives = new StoredRecords<>(AlertLife.class);
    private final AtomicBoolean closing = new AtomicBoolean();
    private final Thread thread = new Thread(this::follow, "follow-alerts");
    private final CountDownLatch read = new CountDownLatch(1);
    private volatile String failure;
    /** Of its thread: what was told last. */
    private String trouble = "";

    /**
     * @param settings of Kafka's consumer
     * @param partitions of the topic of alerts
     */
    BoardFollower(
            AlertBoard board,
            Changes changes,
            Map<String, Object> settings,
            Topics topics,
            int partitions,
            Deserializer<JourneyAlert> alerts) {
        this.board = board;
        this.changes = changes;
        this.topics = topics;
        this.partitions = partitions;
        this.reader = new TopicReader(settings, List.of(topics.alerts(), topics.alertLife()));
        this.alerts = alerts;
        thread.setDaemon(true);
    }

    /** Waits a while for what is there to be read; nothing fails where it is not. */
    void start(Duration patience) {
        thread.start();
        try {
            if (!read.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("The list of alerts is not read yet; it says so until it is");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow() {
        try (reader) {
            readLast();
            while (!closing.get()) {
                orLater(() -> reader.follow(this::take));
            }
        } catch (WakeupException stop) {
            LOG.debug("Stopped following alerts");
        } catch (RuntimeException e) {
            failure = "the topics of alerts cannot be followed: " + KafkaCause.of(e);
            LOG.error("The topics of alerts cannot be followed", e);
        }
    }

    private void readLast() {
        long offsets = (long) OFFSETS_OF_AN_ALERT * (board.most() / partitions + 1);
        while (!closing.get() && !orLater(() -> reader.readLast(offsets, this::take))) {
            LOG.debug("The topics of alerts are read again");
        }
        if (!closing.get()) {
            changes.begin();
        }
        read.countDown();
    }

    /** Whatever Kafka refuses may be allowed later: the list is not worth an instance that counts and tells. */
    private boolean orLater(Runnable work) {
        try {
            work.run();
            trouble = "";
            return true;
        } catch (WakeupException stop) {
            throw stop;
        } catch (KafkaException later) {
            String why = KafkaCause.of(later);
            if (!why.equals(trouble)) {
                LOG.warn("The topics of alerts cannot be read at the moment: {}", why);
            }
            trouble = why;
            LockSupport.parkNanos(AGAIN_NANOS);
            return false;
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return;
        }
        try {
            if (record.topic().equals(topics.alerts())) {
                board.take(alert(record));
            } else {
                board.take(lives.decode(record.value()));
            }
        } catch (SerializationException | UnreadableRecordException foreign) {
            LOG.warn(
                    "Offset {} of partition {} of topic {} is no alert and is left out of the list: {}",
                    record.offset(),
                    record.partition(),
                    record.topic(),
                    foreign.getMessage());
        }
    }

    /** While the registry is away nothing says that the record is none. */
    private JourneyAlert alert(ConsumerRecord<byte[], byte[]> record) {
        while (true) {
            try {
                return alerts.deserialize(record.topic(), record.headers(), record.value());
            } catch (RegistryUnavailableException away) {
                if (closing.get()) {
                    throw away;
                }
                LOG.warn("The list of alerts waits for the schema registry: {}", away.getMessage());
                LockSupport.parkNanos(AGAIN_NANOS);
            }
        }
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
        alerts.close();
    }
}
