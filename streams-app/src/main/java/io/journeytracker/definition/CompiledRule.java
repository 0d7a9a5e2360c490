package io.journeytracker.definition;

import io.journeytracker.schema.Contact;
import io.journeytracker.schema.Touchpoint;
import io.journeytracker.schema.TouchpointClass;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** An event rule made ready to be tried; {@code target} is the index of what it belongs to. */
final class CompiledRule {

    private final RuleTrial.Kind kind;
    private final int target;
    private final EventRule rule;
    private final Set<String> events;
    private final String channel;
    private final TouchpointClass touchpointClass;
    private final Contact contact;
    private final String source;
    private final Condition when;
    private final boolean lenient;

    CompiledRule(RuleTrial.Kind kind, int target, EventRule rule, Optional<Condition> when) {
        this.kind = kind;
        this.target = target;
        this.rule = rule;
        this.events = new HashSet<>(rule.events());
        this.channel = rule.channel().orElse(null);
        this.touchpointClass = rule.touchpointClass().orElse(null);
        this.contact = rule.contact().orElse(null);
        this.source = rule.source().orElse(null);
        this.when = when.orElse(null);
        // A declared touchpoint describes: few senders say a class, so the named event alone tells it.
        this.lenient = kind == RuleTrial.Kind.TOUCHPOINT && !rule.events().isEmpty();
    }

    RuleTrial.Kind kind() {
        return kind;
    }

    int target() {
        return target;
    }

    List<String> events() {
        return rule.events();
    }

    /** True where everything but the event's name holds, which the index has looked at. */
    boolean matches(Touchpoint touchpoint, TouchpointVariables variables) {
        return (channel == null || channel.equals(touchpoint.getChannel()))
                && (touchpointClass == null || isClass(touchpoint.getTouchpointClass()))
                && (contact == null || isContact(touchpoint.getContact()))
                && (source == null || source.equals(touchpoint.getSource()))
                && (when == null || when.holds(variables));
    }

    private boolean isClass(TouchpointClass said) {
        return said == touchpointClass || lenient && (said == null || said == TouchpointClass.UNKNOWN);
    }

    private boolean isContact(Contact said) {
        return said == contact || lenient && (said == null || said == Contact.UNKNOWN);
    }

    /** Why the touchpoint does not match, for people; empty where it does. */
    Optional<String> whyNot(Touchpoint touchpoint, TouchpointVariables variables) {
        if (!events.isEmpty() && !events.contains(touchpoint.getEvent())) {
            return Optional.of(differs("event", touchpoint.getEvent(), String.join(" or ", rule.events())));
        }
        if (channel != null && !channel.equals(touchpoint.getChannel())) {
            return Optional.of(differs("channel", touchpoint.getChannel(), channel));
        }
        if (touchpointClass != null && !isClass(touchpoint.getTouchpointClass())) {
            return Optional.of(differs("class", variables.get("class"), label(touchpointClass)));
        }
        if (contact != null && !isContact(touchpoint.getContact())) {
            return Optional.of(differs("contact", variables.get("contact"), label(contact)));
        }
        if (source != null && !source.equals(touchpoint.getSource())) {
            return Optional.of(differs("source", touchpoint.getSource(), source));
        }
        return when == null ? Optional.empty() : when.whyNot(variables);
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String differs(String field, Object said, String wanted) {
        return field + " is " + (said == null ? "not given" : said) + ", the rule wants " + wanted;
    }
}
