package io.journeytracker.subscription;

import io.journeytracker.schema.JourneyAlert;
import java.time.Instant;

/**
 * Alerts that nobody is told of for a while.
 *
 * @param author who wants it so
 * @param reason why, for others
 * @param from when it begins
 * @param until when it ends; that moment does not belong to it
 * @param what which alerts; never all of them
 */
public record Silence(String id, String author, String reason, Instant from, Instant until, Selection what) {

    public boolean isActive(Instant now) {
        return !now.isBefore(from) && now.isBefore(until);
    }

    public boolean covers(JourneyAlert alert, Instant now) {
        return isActive(now) && what.matches(alert);
    }
}
