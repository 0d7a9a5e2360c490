package io.journeytracker.schema;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientFactory;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.confluent.kafka.serializers.AbstractKafkaSchemaSerDeConfig;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/** Registers every committed version of a record's schema, so that nothing that runs needs the right to. */
public final class SchemaRegistration implements AutoCloseable {

    private static final int CACHED = 100;

    private final SchemaRegistryClient registry;
    private final String url;

    /**
     * @param settings as {@link AvroSerdes} takes them
     * @throws IllegalArgumentException if {@code schema.registry.url} is missing
     */
    public SchemaRegistration(Map<String, ?> settings) {
        Map<String, Object> config = RegistryConfig.from(settings);
        url = String.valueOf(config.get(AbstractKafkaSchemaSerDeConfig.SCHEMA_REGISTRY_URL_CONFIG));
        registry = SchemaRegistryClientFactory.newClient(
                List.of(url.split(",")), CACHED, List.of(new AvroSchemaProvider()), config, Map.of());
    }

    /**
     * Asks the registry to hold a subject to a compatibility, and registers the versions that it does not have yet, oldest first.
     *
     * @param compatibility in Confluent's words, for instance BACKWARD
     * @return how many versions there are
     * @throws RegistryUnavailableException if the registry is away, or refuses
     */
    public int register(String subject, Schema current, String compatibility) {
        try {
            registry.updateCompatibility(subject, compatibility);
            List<Schema> versions = SchemaHistory.of(current);
            for (Schema version : versions) {
                registry.register(subject, new AvroSchema(version));
            }
            // The generated class's text says how Java holds strings, which another text of the same schema does not.
            registry.register(subject, new AvroSchema(current));
            return versions.size();
        } catch (IOException | RestClientException e) {
            throw new RegistryUnavailableException(
                    "The schema registry at " + url + " did not take the schemas of " + subject + ": " + e.getMessage(),
                    e);
        }
    }

    @Override
    public void close() throws IOException {
        registry.close();
    }
}
