package io.journeytracker.subscription;

import io.journeytracker.schema.JourneyAlert;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Several alerts in one message.
 *
 * @param by what they have in common; empty: all alerts of the subscription are one group
 * @param delay how long the first one waits for others
 * @param interval the least time between two messages of the same group
 */
public record Grouping(Set<By> by, Duration delay, Duration interval) {

    /** What alerts of a group can have in common. */
    public enum By {
        JOURNEY,
        STAGE,
        KIND,
        SEVERITY,
        OWNER,
        PERSONA,
        CUSTOMER;

        private String of(JourneyAlert alert) {
            return switch (this) {
                case JOURNEY -> alert.getJourney();
                case STAGE -> alert.getStage();
                case KIND -> AlertWords.kind(alert);
                case SEVERITY -> alert.getSeverity();
                case OWNER -> alert.getOwner() == null ? "" : alert.getOwner();
                case PERSONA -> alert.getPersona();
                case CUSTOMER -> alert.getCustomer();
            };
        }
    }

    /** For instance {@code journey=shop, stage=checkout}. */
    public String key(JourneyAlert alert) {
        return new TreeSet<>(by)
                .stream()
                        .map(each -> each.name().toLowerCase(Locale.ROOT) + "=" + each.of(alert))
                        .collect(Collectors.joining(", "));
    }
}
