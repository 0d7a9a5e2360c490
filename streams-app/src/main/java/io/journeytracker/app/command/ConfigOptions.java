package io.journeytracker.app.command;

import io.journeytracker.config.JourneyConfig;
import io.journeytracker.config.Settings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** How a command finds its settings: the environment, then a file, then the command line; the later wins. */
final class ConfigOptions {

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
        return read(Map.of());
    }

    /** @param own what the command itself decides; wins over everything */
    JourneyConfig read(Map<String, String> own) {
        Settings settings = new Settings().environment(System.getenv());
        if (file != null) {
            settings.file(file);
        }
        return JourneyConfig.from(settings.set(values).set(own));
    }
}
