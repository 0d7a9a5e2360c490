package io.journeytracker.schema;

import io.confluent.kafka.serializers.KafkaAvroSerializer;
import org.apache.kafka.common.serialization.Serializer;

/** Confluent's serializer with a type, and with a registry that is away told apart from a schema that it refused. */
record RegistryAwareSerializer<T>(KafkaAvroSerializer serializer, Object registry) implements Serializer<T> {

    @Override
    public byte[] serialize(String topic, T value) {
        try {
            return serializer.serialize(topic, value);
        } catch (RuntimeException e) {
            throw RegistryFailure.of(e, topic, registry);
        }
    }

    @Override
    public void close() {
        serializer.close();
    }
}
