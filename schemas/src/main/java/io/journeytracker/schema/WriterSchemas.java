package io.journeytracker.schema;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;

/**
 * The schemas by which values were written, by the id that each value carries. Extends Confluent's deserializer because
 * how a subject is found (strategies, contexts) is known, and open, only in there.
 */
final class WriterSchemas extends KafkaAvroDeserializer {

    private final Map<Integer, Schema> known = new HashMap<>();

    WriterSchemas(Map<String, ?> config) {
        configure(config, false);
    }

    /** @throws SerializationException if the registry knows no such Avro schema or could not be asked */
    Schema byId(String topic, int id) {
        Schema schema = known.get(id);
        if (schema == null) {
            schema = ask(topic, id);
            known.put(id, schema);
        }
        return schema;
    }

    private Schema ask(String topic, int id) {
        String subject = strategyUsesSchema(false) ? getContextName(topic) : getSubjectName(topic, false, null, null);
        try {
            ParsedSchema schema = getSchemaBySubjectAndId(subject, id);
            if (schema.rawSchema() instanceof Schema avro) {
                return avro;
            }
            throw new SerializationException("Schema %d is %s, expected AVRO".formatted(id, schema.schemaType()));
        } catch (IOException | RestClientException e) {
            throw new SerializationException("Cannot get schema %d of a value of %s".formatted(id, topic), e);
        }
    }
}
