package io.journeytracker.definition;

import dev.cel.runtime.CelVariableResolver;
import io.journeytracker.schema.Contact;
import io.journeytracker.schema.Score;
import io.journeytracker.schema.Touchpoint;
import io.journeytracker.schema.TouchpointClass;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A touchpoint as conditions see it: by variable name. What is absent or null is missing. */
final class TouchpointVariables implements CelVariableResolver {

    /** Every variable that a condition may use. */
    static final List<String> NAMES = List.of(
            "event", "channel", "class", "contact", "properties", "traits", "sentiment", "score", "value", "source");

    private final Touchpoint touchpoint;
    private Map<String, Object> properties;
    private Map<String, Object> traits;

    TouchpointVariables(Touchpoint touchpoint) {
        this.touchpoint = touchpoint;
    }

    @Override
    public Optional<Object> find(String name) {
        return Optional.ofNullable(get(name));
    }

    /** The variable's value, or null where the touchpoint does not say. */
    Object get(String name) {
        return switch (name) {
            case "event" -> touchpoint.getEvent();
            case "channel" -> touchpoint.getChannel();
            case "class" -> label(touchpoint.getTouchpointClass());
            case "contact" -> label(touchpoint.getContact());
            case "properties" -> properties();
            case "traits" -> traits();
            case "sentiment" -> touchpoint.getSentiment();
            case "score" -> score(touchpoint.getScore());
            case "value" -> touchpoint.getValue();
            case "source" -> touchpoint.getSource();
            default -> null;
        };
    }

    /** The entry of a map variable, or null where it is missing. */
    Object get(String map, String key) {
        return switch (map) {
            case "properties" -> touchpoint.getProperties().get(key);
            case "traits" -> touchpoint.getTraits().get(key);
            default -> get(map) instanceof Map<?, ?> entries ? entries.get(key) : null;
        };
    }

    private Map<String, Object> properties() {
        if (properties == null) {
            properties = withoutNulls(touchpoint.getProperties());
        }
        return properties;
    }

    private Map<String, Object> traits() {
        if (traits == null) {
            traits = withoutNulls(touchpoint.getTraits());
        }
        return traits;
    }

    private static Map<String, Object> withoutNulls(Map<String, Object> map) {
        // Not containsValue(null): a map that can hold none throws when it is asked.
        for (Object value : map.values()) {
            if (value == null) {
                Map<String, Object> known = new HashMap<>(map);
                known.values().removeIf(Objects::isNull);
                return known;
            }
        }
        return map;
    }

    private static String label(TouchpointClass value) {
        return value == null || value == TouchpointClass.UNKNOWN
                ? null
                : value.name().toLowerCase(Locale.ROOT);
    }

    private static String label(Contact value) {
        return value == null || value == Contact.UNKNOWN ? null : value.name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, Object> score(Score score) {
        return score == null
                ? null
                : Map.of("kind", score.getKind().name().toLowerCase(Locale.ROOT), "value", score.getValue());
    }
}
