package io.journeytracker.failure;

import io.journeytracker.schema.RegistryUnavailableException;
import io.journeytracker.schema.UnreadableRecordException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The net under the processors: what they did not turn into a dead letter themselves is turned into one here, with the
 * bytes that were read and the reason, and the thread lives on. An exception that is {@link Fatal}, or that the registry is
 * away, says nothing about the record: it stops the thread, nothing is committed, and the next one tries again.
 */
public final class DeadLetterHandler implements ProcessingExceptionHandler, DeserializationExceptionHandler {

    /** Configuration key of a {@code Consumer<DeadReason>} that counts; optional. */
    public static final String COUNTER = "journey.dead.letter.counter";

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterHandler.class);

    /** Marks an exception that says nothing about the record at hand. */
    public interface Fatal {}

    private String topic;
    private Consumer<DeadReason> counter = reason -> {};

    @Override
    @SuppressWarnings("unchecked")
    public void configure(Map<String, ?> configs) {
        topic = String.valueOf(configs.get(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG));
        if (configs.get(COUNTER) instanceof Consumer<?> given) {
            counter = (Consumer<DeadReason>) given;
        }
    }

    @Override
    public ProcessingExceptionHandler.Response handleError(
            ErrorHandlerContext context, Record<?, ?> record, Exception exception) {
        if (saysNothingOfTheRecord(exception)) {
            return ProcessingExceptionHandler.Response.fail();
        }
        return ProcessingExceptionHandler.Response.resume(List.of(
                letter(context, context.sourceRawKey(), context.sourceRawValue(), reason(exception), exception)));
    }

    @Override
    public DeserializationExceptionHandler.Response handleError(
            ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
        return DeserializationExceptionHandler.Response.resume(
                List.of(letter(context, record.key(), record.value(), DeadReason.UNDECODABLE, exception)));
    }

    private static DeadReason reason(Exception exception) {
        return exception instanceof SerializationException ? DeadReason.UNDECODABLE : DeadReason.FAILED;
    }

    /**
     * True where the fault is not the record's: an exception that is {@link Fatal}, a registry that is away, stored state that cannot be read, and everything that Kafka Streams
     * itself throws, for instance because what was made of the record could not be written.
     */
    public static boolean saysNothingOfTheRecord(Throwable exception) {
        for (Throwable each = exception; each != null; each = each.getCause()) {
            if (each instanceof Fatal
                    || each instanceof RegistryUnavailableException
                    || each instanceof UnreadableRecordException
                    || each instanceof StreamsException) {
                return true;
            }
        }
        return false;
    }

    private ProducerRecord<byte[], byte[]> letter(
            ErrorHandlerContext context, byte[] key, byte[] value, DeadReason reason, Exception exception) {
        LOG.warn(
                "A record at {}-{} offset {} went to {} as {}",
                context.topic(),
                context.partition(),
                context.offset(),
                topic,
                reason.label(),
                exception);
        counter.accept(reason);
        return new ProducerRecord<>(
                topic,
                null,
                null,
                key,
                value,
                DeadLetter.headers(
                        context.headers(),
                        reason,
                        exception.getClass().getSimpleName(),
                        context.topic(),
                        context.partition(),
                        context.offset()));
    }
}
