package io.journeytracker.intake.mapping;

import io.journeytracker.intake.source.MappingRule;
import io.journeytracker.intake.source.Source;
import io.journeytracker.schema.Touchpoint;
import java.util.Optional;

/**
 * Settles channel, class and contact. The first that says something counts, for each by itself: the message's own
 * {@code context.journey}, the first of the source's rules that matches, what event and context show, the source's default.
 */
record Setting(JourneyContext journey, Origin origin, Source source) {

    /** @param touchpoint all but channel, class and contact is set */
    void on(Touchpoint touchpoint) {
        Optional<MappingRule> rule = source.rules().isEmpty() ? Optional.empty() : firstRule(touchpoint);
        touchpoint.setChannel(journey.channel()
                .or(() -> rule.flatMap(MappingRule::channel))
                .or(origin::channel)
                .or(source::channel)
                .orElse(null));
        touchpoint.setTouchpointClass(journey.touchpointClass()
                .or(() -> rule.flatMap(MappingRule::touchpointClass))
                .or(origin::touchpointClass)
                .or(source::touchpointClass)
                .orElse(null));
        touchpoint.setContact(journey.contact()
                .or(() -> rule.flatMap(MappingRule::contact))
                .or(origin::contact)
                .orElse(null));
    }

    private Optional<MappingRule> firstRule(Touchpoint touchpoint) {
        // Rules see what was found out, so that they may ask for a channel and set another.
        touchpoint.setChannel(journey.channel().or(origin::channel).orElse(null));
        touchpoint.setTouchpointClass(
                journey.touchpointClass().or(origin::touchpointClass).orElse(null));
        touchpoint.setContact(journey.contact().or(origin::contact).orElse(null));
        return source.rules().stream()
                .filter(one -> RuleFields.match(one, touchpoint))
                .findFirst();
    }
}
