package io.journeytracker.app.command;

import java.util.Map;
import java.util.UUID;

/** The settings that the demo decides itself: everything small, on this machine alone. */
final class DemoSettings {

    static final String HOST = "127.0.0.1";

    private DemoSettings() {}

    /** @param registry the address of a schema registry; null: one in this process */
    static Map<String, String> of(String bootstrapServers, int port, String registry) {
        return Map.of(
                "kafka.bootstrap.servers",
                bootstrapServers,
                "schema.registry.url",
                registry == null ? "mock://demo-" + UUID.randomUUID() : registry,
                "journey.http.port",
                Integer.toString(port),
                "journey.http.host",
                "127.0.0.1",
                "journey.topics.partitions",
                "2",
                "journey.streams.threads",
                "2");
    }
}
