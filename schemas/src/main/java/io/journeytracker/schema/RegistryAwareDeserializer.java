package io.journeytracker.schema;

import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/** Confluent's deserializer with a type, and with a registry that is away told apart from a record that is bad. */
record RegistryAwareDeserializer<T>(KafkaAvroDeserializer deserializer, Class<T> type, Object registry)
        implements Deserializer<T> {

    /**
     * @throws SerializationException if the bytes are no record of this type
     * @throws RegistryUnavailableException if their schema is not known yet and the registry cannot be asked
     */
    @Override
    public T deserialize(String topic, byte[] bytes) {
        try {
            return type.cast(deserializer.deserialize(topic, bytes));
        } catch (ClassCastException e) {
            throw new SerializationException("A record of %s is no %s".formatted(topic, type.getSimpleName()), e);
        } catch (RuntimeException e) {
            throw RegistryFailure.of(e, topic, registry);
        }
    }

    @Override
    public void close() {
        deserializer.close();
    }
}
