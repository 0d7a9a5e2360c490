package io.journeytracker.app.command;

import java.util.Map;
import java.util.UUID;

/** The settings that a replay decides itself: all on this machine, and a clock that belongs to the log. */
final class ReplaySettings {

    private ReplaySettings() {}

    static Map<String, String> of(String bootstrapServers) {
        return Map.of(
                "kafka.bootstrap.servers", bootstrapServers,
                "schema.registry.url", "mock://replay-" + UUID.randomUUID(),
                "journey.topics.partitions", "2",
                "journey.streams.threads", "2",
                "journey.ticks.hold", "true",
                // A log may end in the future.
                "journey.ticks.ahead", "365000d");
    }
}
