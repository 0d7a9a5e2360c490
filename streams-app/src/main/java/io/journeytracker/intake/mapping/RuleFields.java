package io.journeytracker.intake.mapping;

import io.journeytracker.intake.source.MappingRule;
import io.journeytracker.schema.Touchpoint;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The fields that a mapping rule may ask for: {@code event}, {@code channel}, {@code class}, {@code contact}, {@code comment},
 * {@code currency}, {@code properties.NAME}, {@code traits.NAME}. A field that a touchpoint has not matches nothing.
 */
final class RuleFields {

    private RuleFields() {}

    static boolean match(MappingRule rule, Touchpoint touchpoint) {
        return rule.when().entrySet().stream().allMatch(field -> value(touchpoint, field.getKey())
                .filter(value -> Glob.matches(field.getValue(), value))
                .isPresent());
    }

    private static Optional<String> value(Touchpoint touchpoint, String field) {
        if (field.startsWith(MappingRule.PROPERTIES)) {
            return fact(touchpoint.getProperties(), field.substring(MappingRule.PROPERTIES.length()));
        }
        if (field.startsWith(MappingRule.TRAITS)) {
            return fact(touchpoint.getTraits(), field.substring(MappingRule.TRAITS.length()));
        }
        return switch (field) {
            case "event" -> Optional.of(touchpoint.getEvent());
            case "channel" -> Optional.ofNullable(touchpoint.getChannel());
            case "class" -> word(touchpoint.getTouchpointClass());
            case "contact" -> word(touchpoint.getContact());
            case "comment" -> Optional.ofNullable(touchpoint.getComment());
            case "currency" -> Optional.ofNullable(touchpoint.getCurrency());
            default -> Optional.empty();
        };
    }

    private static Optional<String> fact(Map<String, Object> facts, String name) {
        return Optional.ofNullable(facts.get(name)).map(Object::toString);
    }

    private static Optional<String> word(Enum<?> constant) {
        return Optional.ofNullable(constant).map(word -> word.name().toLowerCase(Locale.ROOT));
    }
}
