package io.journeytracker.subscription;

import java.time.Duration;
import java.util.List;

/**
 * Who hears of an alert that nobody acknowledged.
 *
 * @param after how long after it was told
 * @param to ids of targets
 */
public record Escalation(Duration after, List<String> to) {

    public Escalation {
        to = List.copyOf(to);
    }
}
