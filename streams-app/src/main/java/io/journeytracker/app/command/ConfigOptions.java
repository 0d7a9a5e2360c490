package io.journeytracker.app.command;

import io.journeytracker.config.JourneyConfig;
import io.journeytracker.config.Settings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Option;

/** How a command finds its settings: the environment, then a file, then the command line; the later wins. */
final class ConfigOptions {

    /** In an environment that belongs to an installation elsewhere, what holds for a process of its own on this machine too. */
    private static final List<String> OF_THIS_MACHINE =
            List.of("journey.rocksdb.", "journey.state.customers.in.heap", "journey.public.url");

    /** Of a schema registry in this process; no other setting of a registry holds for it. */
    private static final String IN_THIS_PROCESS = "mock://";

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings from a properties file; docs/configuration.md lists them.")
    private Path file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "One setting, such as kafka.bootstrap.servers=broker:9092. Wins over file and environment.")
    private Map<String, String> values = new LinkedHashMap<>();

    /** @throws io.journeytracker.config.ConfigException telling everything that is wrong */
    JourneyConfig read() {
        Settings settings = new Settings().environment(System.getenv());
        if (file != null) {
            settings.file(file);
        }
        return JourneyConfig.from(settings.set(values));
    }

    /**
     * Settings for a broker that the command itself has started. The environment may be that of a production shell: how to reach
     * its brokers, which roles its instances have and how its topics are kept is none of this broker's business.
     *
     * @param own what the command decides; wins over everything
     */
    static JourneyConfig onOwnBroker(Map<String, String> own, Map<String, String> environment) {
        boolean ownRegistry =
                own.getOrDefault("schema.registry.url", IN_THIS_PROCESS).startsWith(IN_THIS_PROCESS);
        Map<String, String> fitting = new HashMap<>(environment);
        fitting.keySet()
                .removeIf(name -> !holdsHere(name.toLowerCase(Locale.ROOT).replace('_', '.'), ownRegistry));
        return JourneyConfig.from(new Settings().environment(fitting).set(own));
    }

    private static boolean holdsHere(String key, boolean ownRegistry) {
        return OF_THIS_MACHINE.stream().anyMatch(key::startsWith)
                || (key.startsWith("schema.registry.") && !ownRegistry);
    }
}
