package io.journeytracker.board;

import io.journeytracker.schema.AlertLife;
import io.journeytracker.schema.JourneyAlert;
import io.journeytracker.schema.RegistryUnavailableException;
import io.journeytracker.schema.StoredRecords;
import io.journeytracker.schema.UnreadableRecordException;
import io.journeytracker.topic.ForeignRecordException;
import io.journeytracker.topic.TopicFollower;
import io.journeytracker.topic.Topics;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the records of the topics of alerts onto the board. Used by one thread, but for {@link #close}. */
final class BoardRecords implements TopicFollower.Fold<AlertBoard>, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BoardRecords.class);
    private static final long AGAIN_MILLIS = 1_000;

    private final Topics topics;
    private final Deserializer<JourneyAlert> alerts;
    private final Predicate<Headers> here;
    private final Consumer<JourneyAlert> acknowledged;
    private final StoredRecords<AlertLife> lives = new StoredRecords<>(AlertLife.class);
    private final CountDownLatch closing = new CountDownLatch(1);

    /**
     * @param here whether an acknowledgement with these headers was said to this instance
     * @param acknowledged hears of each alert that somebody takes care of as the first one, where that was said to this instance: of one alert on one
     *     instance alone, however many people say so at once on however many
     */
    BoardRecords(
            Topics topics,
            Deserializer<JourneyAlert> alerts,
            Predicate<Headers> here,
            Consumer<JourneyAlert> acknowledged) {
        this.topics = topics;
        this.alerts = alerts;
        this.here = here;
        this.acknowledged = acknowledged;
    }

    @Override
    public AlertBoard with(AlertBoard board, ConsumerRecord<byte[], byte[]> record) {
        try {
            if (record.value() == null) {
                return board;
            }
            if (record.topic().equals(topics.alerts())) {
                board.take(alert(record));
            } else {
                board.take(lives.decode(record.value()))
                        .filter(alert -> here.test(record.headers()))
                        .ifPresent(acknowledged);
            }
        } catch (SerializationException | UnreadableRecordException foreign) {
            throw new ForeignRecordException("It is no alert: " + foreign.getMessage());
        }
        return board;
    }

    /** While the registry is away nothing says that the record is none. */
    private JourneyAlert alert(ConsumerRecord<byte[], byte[]> record) {
        while (true) {
            try {
                return alerts.deserialize(record.topic(), record.headers(), record.value());
            } catch (RegistryUnavailableException away) {
                LOG.warn("The list of alerts waits for the schema registry: {}", away.getMessage());
                try {
                    if (closing.await(AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
                        throw away;
                    }
                } catch (InterruptedException stopping) {
                    throw new InterruptException(stopping);
                }
            }
        }
    }

    /** Before whoever follows: it waits for nothing any more. */
    @Override
    public void close() {
        closing.countDown();
    }
}
