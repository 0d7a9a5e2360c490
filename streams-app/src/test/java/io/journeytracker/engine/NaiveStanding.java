package io.journeytracker.engine;

import java.util.List;
import java.util.Optional;

/**
 * Where a customer stands at a clock, by the naive reading.
 *
 * @param status empty: nothing is known of the customer (yet, or no more)
 * @param stage the stage stood in or last stood in; -1 is {@code none}
 * @param reached furthest stage visited, -1: no stage
 * @param present the visit that has no outcome yet
 * @param due when the next thing falls due; Long.MAX_VALUE: nothing does
 * @param dueIsSilent what falls due next says nothing: a journey that ended, other than by churn, is forgotten
 */
public record NaiveStanding(
        Optional<Status> status,
        int instance,
        int stage,
        long visited,
        int inOrder,
        int reached,
        long exitsSeen,
        int persona,
        int mood,
        Optional<Visit> present,
        long due,
        boolean dueIsSilent) {

    /** The same, with something at this time that is not silent. */
    NaiveStanding dueAt(long time) {
        return new NaiveStanding(
                status, instance, stage, visited, inOrder, reached, exitsSeen, persona, mood, present, time, false);
    }

    public enum Status {
        ACTIVE,
        CHURNED_BY_SILENCE,
        CHURNED_BY_EVENT,
        COMPLETED,
        EXITED
    }

    /** One stay in a stage; its persona and breakdown values are those of its beginning. */
    public record Visit(int stage, long since, int persona, List<String> breakdowns) {}
}
