package io.journeytracker.delivery;

import io.journeytracker.delivery.targets.NotificationType;
import io.journeytracker.schema.JourneyAlert;
import io.journeytracker.subscription.Subscription;
import java.time.Duration;
import java.time.Instant;

/**
 * When and together with what an alert is told. Pure rules.
 *
 * @param group what it has in common with those that it is told with
 * @param at when, in milliseconds since the epoch
 * @param held whether it waits for the team's hours
 * @param alone whether it is a message of its own, sent at once
 */
record Telling(String group, long at, boolean held, boolean alone) {

    /** An alert that is told later than this after it was due is no news: it goes into a digest. */
    static final long LATE_MILLIS = Duration.ofMinutes(15).toMillis();

    /** A digest waits until no more late alerts have come for so long, */
    static final long DIGEST_QUIET_MILLIS = Duration.ofSeconds(10).toMillis();

    /** but not longer than this. */
    static final long DIGEST_LONGEST_MILLIS = Duration.ofMinutes(10).toMillis();

    static boolean isLate(JourneyAlert alert, long now) {
        return now - alert.getDue() > LATE_MILLIS;
    }

    static Telling of(Subscription subscription, NotificationType type, JourneyAlert alert, long now) {
        long earliest = subscription
                .hours()
                .earliest(Instant.ofEpochMilli(now), alert.getSeverity())
                .toEpochMilli();
        boolean held = earliest > now;
        if (type == NotificationType.DIGEST) {
            return new Telling("", Math.max(earliest, now + DIGEST_QUIET_MILLIS), held, false);
        }
        return subscription
                .group()
                .map(group -> new Telling(
                        group.key(alert), Math.max(earliest, now + group.delay().toMillis()), held, false))
                .orElseGet(() -> new Telling("", earliest, held, !held));
    }
}
