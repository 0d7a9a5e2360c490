package io.journeytracker.delivery.targets;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One message to one target.
 *
 * @param id the same in every attempt, and after a crash: what Standard Webhooks calls {@code webhook-id}
 * @param subscription its name
 * @param team whom it is for
 * @param group what the alerts of a group have in common, for instance {@code stage=checkout}; empty: not grouped
 * @param language of texts, an ISO 639 code of {@link MessageTexts}
 * @param accepted when it was decided that it is to be delivered
 * @param attempt from 1
 * @param alerts those that it is about, the first {@link #MOST_ALERTS} at the most; none of a heartbeat alone
 * @param count how many there are in all
 * @param latest how long after it was due the latest of them was told of; zero but for a digest
 * @param interval how long until the next heartbeat; zero but for one
 */
public record Notification(
        String id,
        NotificationType type,
        String subscription,
        String team,
        String group,
        String language,
        Instant accepted,
        int attempt,
        List<AlertMessage> alerts,
        int count,
        Duration latest,
        Duration interval) {

    public static final int MOST_ALERTS = 20;

    public Notification {
        alerts = List.copyOf(alerts);
    }

    /** The first alert, which stands for the others where there is room for one. */
    public AlertMessage first() {
        return alerts.get(0);
    }

    /** How many alerts it does not name. */
    public int more() {
        return count - alerts.size();
    }
}
