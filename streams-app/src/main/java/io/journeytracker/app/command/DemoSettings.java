package io.journeytracker.app.command;

import io.journeytracker.intake.source.Origins;
import io.journeytracker.intake.source.Sender;
import io.journeytracker.intake.source.Source;
import io.journeytracker.intake.source.Sources;
import io.journeytracker.intake.source.WriteKey;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The settings that the demo decides itself: everything small, on this machine alone. */
final class DemoSettings {

    static final String HOST = "127.0.0.1";

    /** Of the demo's own source: pages on this machine may send with it. */
    static final String WRITE_KEY = "demo";

    /** Its name. */
    static final String SOURCE = "demo";

    private DemoSettings() {}

    /** Who may send to the demo: everything comes from one address. */
    static Sources sources() {
        Origins local = new Origins(List.of("http://localhost:*", "http://127.0.0.1:*"));
        Sender demo = new Sender(new Source(SOURCE), List.of(WriteKey.of(WRITE_KEY)), local, Sender.USUAL_EVENTS, 1);
        return new Sources(List.of(demo), Sources.USUAL_REQUESTS);
    }

    /**
     * @param registry the address of a schema registry; null: one in this process
     * @param subscriptions the demo's own file that says who is told of alerts
     * @param own another such file, of whoever tries receivers on this machine
     * @param secrets the directory of secrets; empty: there are none
     */
    static Map<String, String> of(
            String bootstrapServers,
            int port,
            String registry,
            Path subscriptions,
            Optional<Path> own,
            Optional<Path> secrets) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "kafka.bootstrap.servers",
                bootstrapServers,
                "schema.registry.url",
                registry == null ? "mock://demo-" + UUID.randomUUID() : registry,
                "journey.http.port",
                Integer.toString(port),
                "journey.http.host",
                "127.0.0.1",
                "journey.subscriptions",
                Stream.concat(Stream.of(subscriptions), own.stream())
                        .map(Path::toString)
                        .collect(Collectors.joining(",")),
                "journey.stories",
                "true",
                "journey.topics.partitions",
                "2",
                "journey.streams.threads",
                "2"));
        // Only for who asks: everybody who reaches the demo may write targets.
        own.ifPresent(file -> settings.put("journey.delivery.internal.receivers", "127.0.0.1, localhost"));
        secrets.ifPresent(directory -> settings.put("journey.secrets.directory", directory.toString()));
        return settings;
    }
}
