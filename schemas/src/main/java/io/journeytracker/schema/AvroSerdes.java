package io.journeytracker.schema;

import io.confluent.kafka.serializers.AbstractKafkaSchemaSerDeConfig;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroDeserializerConfig;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * Makes serdes for the records of the wire: Avro in Confluent's wire format, by Confluent's own serializer and
 * deserializer.
 *
 * <p>Settings: {@code schema.registry.url} must be given ({@code mock://scope} keeps schemas in this process). Every
 * other setting of Confluent's classes is passed on, with or without the prefix {@code schema.registry.}: credentials
 * ({@code basic.auth.*}, {@code bearer.auth.*}), TLS ({@code schema.registry.ssl.*}), {@code auto.register.schemas},
 * {@code use.latest.version}, subject name strategies, and so on.
 *
 * <p>Safe for use by many threads; so are the serdes' serializers, a deserializer belongs to one thread.
 */
public final class AvroSerdes {

    static {
        SchemaTrust.establish();
    }

    private final Map<String, Object> config;

    /**
     * @param settings the application's settings; unknown ones are ignored
     * @throws IllegalArgumentException if {@code schema.registry.url} is missing
     */
    public AvroSerdes(Map<String, ?> settings) {
        this.config = RegistryConfig.from(settings);
    }

    /** A serde for values of a topic. */
    public <T extends SpecificRecord> Serde<T> values(Class<T> type) {
        return serde(type, false);
    }

    /**
     * A serde whose reader's schema is that of {@code type}, whatever version wrote the record.
     *
     * @param key true for keys of a topic, false for values: decides the subject
     */
    public <T extends SpecificRecord> Serde<T> serde(Class<T> type, boolean key) {
        // Generated code writes the same bytes as walking the schema does, in less time.
        SpecificData.getForClass(type).setCustomCoders(true);
        KafkaAvroSerializer serializer = new KafkaAvroSerializer();
        serializer.configure(config, key);
        KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer();
        deserializer.configure(readerConfig(type, key), key);
        return Serdes.serdeFrom(
                new RegistryAwareSerializer<>(serializer, type, registry(), schemaIsChosenByRegistry()),
                new RegistryAwareDeserializer<>(deserializer, type, registry()));
    }

    /** Reads many touchpoints. One a thread. */
    public TouchpointReader touchpointReader() {
        return new TouchpointReader(
                new WriterSchemas(config), registry(), values(Touchpoint.class).deserializer());
    }

    private boolean schemaIsChosenByRegistry() {
        return config.keySet().stream().anyMatch(key -> key.startsWith("use.latest.") || key.equals("use.schema.id"));
    }

    private Object registry() {
        return config.get(AbstractKafkaSchemaSerDeConfig.SCHEMA_REGISTRY_URL_CONFIG);
    }

    private Map<String, Object> readerConfig(Class<?> type, boolean key) {
        Map<String, Object> readerConfig = new HashMap<>(config);
        readerConfig.put(KafkaAvroDeserializerConfig.SPECIFIC_AVRO_READER_CONFIG, true);
        readerConfig.put(
                key
                        ? KafkaAvroDeserializerConfig.SPECIFIC_AVRO_KEY_TYPE_CONFIG
                        : KafkaAvroDeserializerConfig.SPECIFIC_AVRO_VALUE_TYPE_CONFIG,
                type.getName());
        return readerConfig;
    }
}
