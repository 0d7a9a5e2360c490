package io.journeytracker.redrive;

import io.journeytracker.config.JourneyConfig;
import io.journeytracker.intake.protocol.Protocols;
import io.journeytracker.intake.source.Sources;
import io.journeytracker.schema.Touchpoint;
import io.journeytracker.topic.Headers;
import io.journeytracker.topic.Topics;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Sends dead letters again: those of the topology to the topic that they were read from, those of the intake as the touchpoints
 * that they say. Each is sent exactly once, however often this runs: which ones were is written to the topic of dead letters in
 * one transaction with them.
 */
public final class Redrive {

    private final Map<String, Object> consumer;
    private final Map<String, Object> producer;
    private final String id;
    private final String topic;
    private final LetterReader topology;
    private final LetterReader intake;
    private final RedriveOrder order;

    /**
     * As an installation is configured.
     *
     * @param sources who may send by HTTP; letters of others stay
     * @param serializer of touchpoints; asks the schema registry
     */
    public static Redrive of(
            JourneyConfig config, Sources sources, Serializer<Touchpoint> serializer, RedriveOrder order) {
        Topics topics = new Topics(config.topics().prefix());
        return new Redrive(
                config.kafka().forConsumer(),
                config.kafka().forProducer(),
                config.applicationId(),
                topics,
                new IntakeLetters(Protocols.all(), sources, topics, serializer),
                order);
    }

    /**
     * @param consumer settings of Kafka's consumer
     * @param producer settings of Kafka's producer
     * @param applicationId of the installation
     */
    Redrive(
            Map<String, Object> consumer,
            Map<String, Object> producer,
            String applicationId,
            Topics topics,
            LetterReader intake,
            RedriveOrder order) {
        this.consumer = consumer;
        this.producer = producer;
        this.id = applicationId + "-redrive";
        this.topic = topics.deadLetters();
        this.topology = new TopologyLetters(topics, order.includeLate());
        this.intake = intake;
        this.order = order;
    }

    /**
     * Sends.
     *
     * @throws RedriveException if another one began meanwhile
     * @throws org.apache.kafka.common.KafkaException if Kafka or the schema registry is away
     */
    public RedriveReport send() {
        // First of all: what another run has in hand is committed or gone before its marks are read.
        try (Outbox outbox = new Outbox(producer, id, topic)) {
            return run(Optional.of(outbox));
        }
    }

    /** Tells what {@link #send} would do, and writes nothing. */
    public RedriveReport tell() {
        return run(Optional.empty());
    }

    private RedriveReport run(Optional<Outbox> outbox) {
        RedriveReport report = new RedriveReport();
        try (LetterTopic letters = new LetterTopic(consumer, topic)) {
            Marks marks = new Marks();
            letters.read(record -> {
                if (Marks.isMark(record)) {
                    marks.read(record);
                }
                return true;
            });
            report.sentBefore(marks.count());
            letters.read(record -> {
                if (!Marks.isMark(record) && !marks.done(record)) {
                    take(record, outbox, report);
                }
                return report.sent() < order.most();
            });
            outbox.ifPresent(Outbox::commit);
        }
        return report;
    }

    private void take(ConsumerRecord<byte[], byte[]> record, Optional<Outbox> outbox, RedriveReport report) {
        Letter letter = new Letter(record);
        if (!order.takes(letter)) {
            return;
        }
        Again again = read(letter);
        if (again instanceof Again.Send send) {
            outbox.ifPresent(out -> out.send(letter, send));
            report.sent(letter.reason());
        } else if (again instanceof Again.Leave leave) {
            report.left(letter.reason(), leave.why());
        }
    }

    /** One letter that nobody can read must not keep all others. Only what concerns all of them ends the run. */
    private Again read(Letter letter) {
        try {
            return letter.has(Headers.DEAD_PROTOCOL) ? intake.read(letter) : topology.read(letter);
        } catch (SerializationException none) {
            return failed(none);
        } catch (KafkaException away) {
            throw away;
        } catch (RuntimeException ours) {
            return failed(ours);
        }
    }

    /** The message of an exception may hold what the letter says: only its kind and its place are told. */
    private static Again failed(RuntimeException why) {
        StackTraceElement[] trace = why.getStackTrace();
        return new Again.Leave("could not be handled; the fault is the program's: "
                + why.getClass().getSimpleName() + (trace.length == 0 ? "" : " at " + trace[0]));
    }
}
