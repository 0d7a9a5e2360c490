package io.journeytracker.testing;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import io.journeytracker.schema.CustomerSnapshot;
import io.journeytracker.schema.JourneyAlert;
import io.journeytracker.schema.JourneyTransition;
import io.journeytracker.schema.Touchpoint;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/** The schemas of all topics in a registry inside the process, always in the same order: under the same ids in every process. */
public final class MockSchemas {

    private static final List<Map.Entry<String, Schema>> SUBJECTS = List.of(
            Map.entry("touchpoints-value", Touchpoint.getClassSchema()),
            Map.entry("journey-transitions-value", JourneyTransition.getClassSchema()),
            Map.entry("journey-alerts-value", JourneyAlert.getClassSchema()),
            Map.entry("journey-customers-value", CustomerSnapshot.getClassSchema()));

    private MockSchemas() {}

    public static void register(Map<String, String> settings) {
        String scope = settings.get("schema.registry.url").replace("mock://", "");
        SchemaRegistryClient registry = MockSchemaRegistry.getClientForScope(scope);
        try {
            for (Map.Entry<String, Schema> subject : SUBJECTS) {
                registry.register(subject.getKey(), new AvroSchema(subject.getValue()));
            }
        } catch (IOException | RestClientException e) {
            throw new IllegalStateException("The registry inside the process refused a schema", e);
        }
    }
}
