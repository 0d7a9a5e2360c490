package io.journeytracker.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Settings as they were given, with where each came from. A later source replaces an earlier one's value of the same key:
 * environment, then file, then command line.
 */
public final class Settings {

    private static final List<String> PREFIXES = List.of("journey.", "kafka.", "schema.registry.");

    private final Map<String, Given> given = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();

    /** @param origin for messages, for instance the file's name */
    record Given(String value, String origin, boolean fromEnvironment) {}

    /** {@code JOURNEY_HTTP_PORT} is {@code journey.http.port}, and so on; other variables are none of ours. */
    public Settings environment(Map<String, String> variables) {
        variables.forEach((name, value) -> {
            String key = name.toLowerCase(Locale.ROOT).replace('_', '.');
            if (ours(key)) {
                given.put(known(key), new Given(value.strip(), "environment variable " + name, true));
            }
        });
        return this;
    }

    /** A properties file in UTF-8. */
    public Settings file(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (NoSuchFileException missing) {
            problems.add("--config " + file + ": does not exist; expected a properties file");
        } catch (IOException | IllegalArgumentException unreadable) {
            problems.add("--config " + file + ": cannot be read (" + unreadable.getMessage()
                    + "); expected a properties file in UTF-8");
        }
        properties
                .stringPropertyNames()
                .forEach(key -> put(key, properties.getProperty(key).strip(), file.toString()));
        return this;
    }

    /** Single settings from the command line. */
    public Settings set(Map<String, String> values) {
        values.forEach((key, value) -> put(key, value.strip(), "--set"));
        return this;
    }

    private void put(String key, String value, String origin) {
        if (ours(key)) {
            given.put(key, new Given(value, origin, false));
        } else {
            problems.add(key + " = " + value + " (" + origin
                    + "): is no setting; expected one that begins with journey., kafka. or schema.registry.");
        }
    }

    private static boolean ours(String key) {
        return PREFIXES.stream().anyMatch(key::startsWith);
    }

    /** A variable's name cannot hold a dash. */
    private static String known(String key) {
        return Keys.all().stream()
                .map(Key::name)
                .filter(name -> name.replace('-', '.').equals(key))
                .findFirst()
                .orElse(key);
    }

    Optional<Given> get(String key) {
        return Optional.ofNullable(given.get(key));
    }

    Map<String, Given> all() {
        return given;
    }

    /** What was wrong with the sources themselves. */
    List<String> problems() {
        return problems;
    }
}
