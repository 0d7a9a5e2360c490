package io.journeytracker.schema;

import java.util.HashMap;
import java.util.Map;

/**
 * Turns the application's settings into those that Confluent's classes read.
 *
 * <p>Confluent's settings have plain names ({@code auto.register.schemas}, {@code basic.auth.user.info}, {@code
 * value.subject.name.strategy}), but some of them must carry the prefix {@code schema.registry.} ({@code
 * schema.registry.url}, {@code schema.registry.ssl.*}). So that one prefix is enough for all of them, every prefixed
 * setting is passed on twice: as it is, and without the prefix. A setting given without the prefix wins.
 */
final class RegistryConfig {

    private static final String PREFIX = "schema.registry.";
    private static final String URL = PREFIX + "url";

    private RegistryConfig() {}

    static Map<String, Object> from(Map<String, ?> settings) {
        Object url = settings.get(URL);
        if (url == null || url.toString().isBlank()) {
            throw new IllegalArgumentException(
                    URL + " is not set: expected the address of a schema registry, for instance http://localhost:8081");
        }
        Map<String, Object> config = new HashMap<>();
        settings.forEach((key, value) -> {
            if (key.startsWith(PREFIX) && !key.equals(URL)) {
                config.put(key.substring(PREFIX.length()), value);
            }
        });
        config.putAll(settings);
        return config;
    }
}
