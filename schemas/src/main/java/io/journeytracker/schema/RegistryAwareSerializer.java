package io.journeytracker.schema;

import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
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
    private final Map<String, byte[]> headers = new ConcurrentHashMap<>();
    private final ThreadLocal<RecordLayout> layouts;

    /** @param chosenByRegistry the schema to write by is the registry's latest, or one of a given id */
    RegistryAwareSerializer(KafkaAvroSerializer serializer, Class<T> type, Object registry, boolean chosenByRegistry) {
        this.serializer = serializer;
        this.registry = registry;
        this.chosenByRegistry = chosenByRegistry;
        Schema schema = SpecificData.getForClass(type).getSchema(type);
        this.layouts = ThreadLocal.withInitial(() -> new RecordLayout(schema));
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
        try {
            return layouts.get().write(header, value);
        } catch (RuntimeException e) {
            throw new SerializationException(
                    "Cannot write a " + value.getClass().getSimpleName(), e);
        }
    }

    @Override
    public void close() {
        serializer.close();
    }
}
