package io.journeytracker.intake.source;

import io.journeytracker.schema.Contact;
import io.journeytracker.schema.TouchpointClass;
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

    public MappingRule {
        when = Map.copyOf(when);
    }
}
