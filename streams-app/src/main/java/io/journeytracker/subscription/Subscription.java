package io.journeytracker.subscription;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Who wants to hear of which alerts, where, and how often.
 *
 * @param name unique; a label of metrics
 * @param team whom it is for, for people
 * @param targets ids
 * @param group empty: each alert is a message of its own
 * @param coolDown for how long nothing more is told of the same customer at the same stage of the same journey; zero: none
 * @param repeat how often an alert that stands and that nobody acknowledged is told again; empty: never
 * @param heartbeat how often its targets are told that alerts are being delivered; empty: never
 * @param language of texts
 * @param replays whether alerts of a replay or back-fill are told too
 */
public record Subscription(
        String name,
        String team,
        Selection what,
        List<String> targets,
        Optional<Grouping> group,
        Duration coolDown,
        Hours hours,
        Optional<Duration> repeat,
        Optional<Escalation> escalation,
        Optional<Duration> heartbeat,
        String language,
        boolean replays) {

    public Subscription {
        targets = List.copyOf(targets);
    }
}
