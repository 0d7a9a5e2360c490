package io.journeytracker.schema;

import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Confluent's serializer with a type, and with a registry that is away told apart from a schema that it refused.
 *
 * <p>The first value of a topic is Confluent's: it registers the schema and finds its id. It takes the whole schema's hash for
 * every further one, which costs more than the writing, so where its bytes are no other than ours the rest are written here, behind
 * the same id. Not where the schema to write by is the registry's to choose: it may change.
 */
final class RegistryAwareSerializer<T extends SpecificRecord> implements Serializer<T> {

    private static final int HEADER = 5;
    private static final byte[] NOT_OURS = {};

    private final KafkaAvroSerializer serializer;
    private final Object registry;
    private final boolean chosenByRegistry;
    private final DatumWriter<T> writer;
    private final Map<String, byte[]> headers = new ConcurrentHashMap<>();
    private final ThreadLocal<Buffer> buffers = ThreadLocal.withInitial(Buffer::new);

    private static final class Buffer extends ByteArrayOutputStream {
        private BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(this, null);
    }

    /** @param chosenByRegistry the schema to write by is the registry's latest, or one of a given id */
    RegistryAwareSerializer(KafkaAvroSerializer serializer, Class<T> type, Object registry, boolean chosenByRegistry) {
        this.serializer = serializer;
        this.registry = registry;
        this.chosenByRegistry = chosenByRegistry;
        this.writer = new SpecificDatumWriter<>(
                SpecificData.getForClass(type).getSchema(type), SpecificData.getForClass(type));
    }

    @Override
    public byte[] serialize(String topic, T value) {
        byte[] header = value == null ? NOT_OURS : headers.get(topic);
        if (header != null && header.length == HEADER) {
            return written(header, value);
        }
        byte[] bytes = confluents(topic, value);
        if (header == null) {
            headers.put(topic, chosenByRegistry ? NOT_OURS : headerWhereAlike(bytes, value));
        }
        return bytes;
    }

    private byte[] headerWhereAlike(byte[] bytes, T value) {
        byte[] header = Arrays.copyOf(bytes, HEADER);
        return Arrays.equals(written(header, value), bytes) ? header : NOT_OURS;
    }

    private byte[] confluents(String topic, T value) {
        try {
            return serializer.serialize(topic, value);
        } catch (RuntimeException e) {
            throw RegistryFailure.of(e, topic, registry);
        }
    }

    private byte[] written(byte[] header, T value) {
        Buffer buffer = buffers.get();
        buffer.reset();
        buffer.writeBytes(header);
        buffer.encoder = EncoderFactory.get().binaryEncoder(buffer, buffer.encoder);
        try {
            writer.write(value, buffer.encoder);
            buffer.encoder.flush();
        } catch (IOException | RuntimeException e) {
            // What the encoder holds of a value that was begun must not get into the next one.
            buffers.remove();
            throw new SerializationException(
                    "Cannot write a " + value.getClass().getSimpleName(), e);
        }
        return buffer.toByteArray();
    }

    @Override
    public void close() {
        serializer.close();
    }
}
