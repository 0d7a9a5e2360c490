package io.journeytracker.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a touchpoint has to look like, in words. */
final class RuleWords {

    private RuleWords() {}

    static String of(EventRule rule) {
        List<String> words = new ArrayList<>();
        if (!rule.events().isEmpty()) {
            words.add(String.join(" or ", rule.events()));
        }
        rule.channel().ifPresent(channel -> words.add("channel " + channel));
        rule.touchpointClass().ifPresent(of -> words.add("class " + of.name().toLowerCase(Locale.ROOT)));
        rule.contact()
                .ifPresent(contact -> words.add("contact " + contact.name().toLowerCase(Locale.ROOT)));
        rule.source().ifPresent(source -> words.add("source " + source));
        rule.when().ifPresent(condition -> words.add("when " + condition));
        return String.join(", ", words);
    }
}
