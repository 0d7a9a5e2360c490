package io.journeytracker.intake.source;

import io.journeytracker.schema.TouchpointClass;
import java.util.List;
import java.util.Optional;

/**
 * Who may send, as configuration names it.
 *
 * @param name within which message ids are unique: it becomes the touchpoint's source
 * @param channel of touchpoints that say nothing of theirs
 * @param touchpointClass of touchpoints that say nothing of theirs
 * @param rules which settle channel, class and contact; the first that matches a touchpoint counts
 */
public record Source(
        String name, Optional<String> channel, Optional<TouchpointClass> touchpointClass, List<MappingRule> rules) {

    public Source {
        rules = List.copyOf(rules);
    }

    /** A source without defaults and rules. */
    public Source(String name) {
        this(name, Optional.empty(), Optional.empty(), List.of());
    }
}
