package io.journeytracker.subscription;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.journeytracker.yaml.YamlJson;

/**
 * One subscription, target or silence as the topic has it.
 *
 * @param text YAML, in flow style
 * @param fromFile whether it comes from a file of the configuration, which alone changes it
 */
public record Written(String text, boolean fromFile) {

    /**
     * The same keys with the same values.
     *
     * @throws IllegalArgumentException if it is no YAML of one group of keys
     */
    public ObjectNode json() {
        return YamlJson.of(text).orElseThrow(() -> new IllegalArgumentException("no YAML of one group of keys"));
    }
}
