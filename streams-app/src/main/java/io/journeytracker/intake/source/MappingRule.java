package io.journeytracker.intake.source;

import io.journeytracker.schema.Contact;
import io.journeytracker.schema.TouchpointClass;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says what a touchpoint is by what it holds.
 *
 * @param when a field of the touchpoint, for instance {@code event} or {@code properties.page_path}, to a pattern in which
 *     {@code *} stands for any text; all of them must match
 * @param channel what to set; empty: leave it
 * @param touchpointClass what to set; empty: leave it
 * @param contact what to set; empty: leave it
 */
public record MappingRule(
        Map<String, String> when,
        Optional<String> channel,
        Optional<TouchpointClass> touchpointClass,
        Optional<Contact> contact) {

    /** Whose names stand before those of a touchpoint's own facts. */
    public static final String PROPERTIES = "properties.";

    public static final String TRAITS = "traits.";

    private static final List<String> FIELDS = List.of("event", "channel", "class", "contact", "comment", "currency");

    static final String FIELDS_EXPECTED = String.join(", ", FIELDS) + ", " + PROPERTIES + "NAME or " + TRAITS + "NAME";

    public MappingRule {
        when = Map.copyOf(when);
    }

    /** Whether a rule can ask for it. */
    static boolean isField(String name) {
        return FIELDS.contains(name) || hasName(name, PROPERTIES) || hasName(name, TRAITS);
    }

    private static boolean hasName(String field, String before) {
        return field.startsWith(before) && field.length() > before.length();
    }
}
