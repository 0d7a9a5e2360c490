package io.journeytracker.app.command;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import java.io.IOException;

/** Registries that live inside a process, by addresses such as {@code mock://demo}. */
final class MockRegistries {

    private static final String SCHEME = "mock://";

    private MockRegistries() {}

    /** True where the address names a registry inside a process, and in this one nobody has put anything into it. */
    static boolean isElsewhere(String url) {
        if (!url.startsWith(SCHEME)) {
            return false;
        }
        SchemaRegistryClient here = MockSchemaRegistry.getClientForScope(url.substring(SCHEME.length()));
        try {
            return here.getAllSubjects().isEmpty();
        } catch (IOException | RestClientException impossible) {
            throw new IllegalStateException("A registry inside the process failed", impossible);
        }
    }
}
