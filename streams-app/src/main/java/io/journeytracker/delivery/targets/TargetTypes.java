package io.journeytracker.delivery.targets;

import io.journeytracker.subscription.TargetLanguage;
import java.util.Collection;
import java.util.List;

/** Every type of target there is. */
public final class TargetTypes {

    private static final List<TargetType> ALL = all(List.of());

    private TargetTypes() {}

    private static List<TargetType> all(Collection<String> ownTopics) {
        return List.of(
                new WebhookTarget.Type(),
                new KafkaTarget.Type(ownTopics),
                new SlackTarget.Type(),
                new PagerDutyTarget.Type(),
                new AlertmanagerTarget.Type(),
                new MailTarget.Type());
    }

    /**
     * How they are written.
     *
     * @param ownTopics of the installation, to which no target may write
     */
    public static List<TargetLanguage> languages(Collection<String> ownTopics) {
        return List.copyOf(all(ownTopics));
    }

    /** @throws IllegalArgumentException if there is no such type */
    public static TargetType named(String type) {
        return ALL.stream()
                .filter(each -> each.type().equals(type))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no type of target is called " + type));
    }
}
