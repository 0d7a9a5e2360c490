package io.journeytracker.delivery.targets;

import io.journeytracker.subscription.TargetLanguage;
import java.util.List;

/** Every type of target there is. */
public final class TargetTypes {

    private static final List<TargetType> ALL = List.of(
            new WebhookTarget.Type(),
            new KafkaTarget.Type(),
            new SlackTarget.Type(),
            new PagerDutyTarget.Type(),
            new AlertmanagerTarget.Type(),
            new MailTarget.Type());

    private TargetTypes() {}

    /** How they are written. */
    public static List<TargetLanguage> languages() {
        return List.copyOf(ALL);
    }

    /** @throws IllegalArgumentException if there is no such type */
    public static TargetType named(String type) {
        return ALL.stream()
                .filter(each -> each.type().equals(type))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no type of target is called " + type));
    }
}
