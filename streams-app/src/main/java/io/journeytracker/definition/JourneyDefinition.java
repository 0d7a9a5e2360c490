package io.journeytracker.definition;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One version of one journey map, validated: what an analyst wrote, with the defaults filled in. Immutable.
 *
 * @param id permanent id, {@code [a-z][a-z0-9_-]*}
 * @param version positive; the same id and version always means the same content
 * @param title for people; defaults to the id
 * @param objective what the journey is to achieve
 * @param owner who owns the whole map
 * @param review how often the map is to be looked at and when it last was
 * @param progress how a matching touchpoint moves a customer
 * @param initial the stage that any first touchpoint gives
 * @param grace how late a touchpoint may come and still be put in its place; at least zero
 * @param retention how long a silent customer is kept; absent: for ever. Longer than grace
 * @param personas in the map's order, without the reserved {@code other}
 * @param breakdowns name → CEL expression, in the map's order
 * @param touchpoints declared touchpoints, in the map's order
 * @param stages the leaves, in the map's order; 1 to 64
 * @param groups the parents of nested stages, outermost first
 * @param terminal ids of the stages that complete the journey; subset of the leaves' ids
 * @param sticky true: nothing after a terminal stage or exit moves the customer
 * @param exits in the map's order; at most 64
 * @param reentry what begins a new journey of a customer whose journey ended
 * @param idealPath leaf ids
 * @param extensions the {@code x-…} keys of the top level, kept as they are
 */
public record JourneyDefinition(
        String id,
        int version,
        String title,
        Optional<String> objective,
        Optional<String> owner,
        Optional<Review> review,
        Progress progress,
        Optional<String> initial,
        Duration grace,
        Optional<Duration> retention,
        List<Persona> personas,
        Map<String, String> breakdowns,
        List<TouchpointRule> touchpoints,
        List<Stage> stages,
        List<StageGroup> groups,
        Set<String> terminal,
        boolean sticky,
        List<Exit> exits,
        Optional<Reentry> reentry,
        List<String> idealPath,
        Map<String, Object> extensions) {}
