package io.journeytracker.definition;

import java.util.List;
import java.util.Optional;

/**
 * A leaf stage: customers stand in it. What a parent sets is filled in here.
 *
 * @param path ids of the groups around it, outermost first
 * @param enter any of these brings the customer here; empty: only by {@code initial}
 * @param owner its own, else the nearest group's, else the map's
 */
public record Stage(
        String id,
        String title,
        Optional<String> owner,
        List<String> path,
        List<EventRule> enter,
        Optional<Stall> stall,
        List<Churn> churn,
        Optional<Targets> targets) {}
