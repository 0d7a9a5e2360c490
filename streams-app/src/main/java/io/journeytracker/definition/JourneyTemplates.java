package io.journeytracker.definition;

import io.journeytracker.yaml.Suggestion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The maps that come with the program, to start one's own from. */
public final class JourneyTemplates {

    private static final List<String> NAMES = List.of(
            "five-stage-classic",
            "buying-journey",
            "big-picture",
            "ten-phases",
            "brand",
            "sales",
            "product-use",
            "service",
            "online-shop");

    private JourneyTemplates() {}

    /** The templates' names, each also the id of its journey. */
    public static List<String> names() {
        return NAMES;
    }

    /** The template's text; empty where there is none of this name. */
    public static Optional<String> yaml(String name) {
        return NAMES.contains(name) ? Optional.of(text(name)) : Optional.empty();
    }

    /** A sentence or two on what the template is for: the comment that it begins with. */
    public static String summary(String name) {
        String first = text(name).lines().findFirst().orElse("");
        return first.startsWith("# ") ? first.substring(2) : first;
    }

    /** The words nearest to a name that is none of {@link #names}, as the end of a message. */
    public static String suggestion(String name) {
        return Suggestion.among(NAMES, name);
    }

    private static String text(String name) {
        try (InputStream in =
                JourneyTemplates.class.getResourceAsStream("/io/journeytracker/templates/" + name + ".yaml")) {
            if (in == null) {
                throw new IllegalArgumentException("There is no template " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
