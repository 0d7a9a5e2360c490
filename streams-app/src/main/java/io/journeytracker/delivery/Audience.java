package io.journeytracker.delivery;

import io.journeytracker.subscription.Escalation;
import io.journeytracker.subscription.Subscription;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Who of a subscription hears of something. */
enum Audience {
    USUAL,
    ESCALATION,
    BOTH;

    static Audience named(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Ids of targets, each once. */
    Set<String> targets(Subscription subscription) {
        Set<String> targets = new LinkedHashSet<>();
        if (this != ESCALATION) {
            targets.addAll(subscription.targets());
        }
        if (this != USUAL) {
            targets.addAll(subscription.escalation().map(Escalation::to).orElse(List.of()));
        }
        return targets;
    }
}
