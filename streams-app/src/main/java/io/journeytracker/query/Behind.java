package io.journeytracker.query;

import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.definition.Stage;
import io.journeytracker.definition.Targets;
import io.journeytracker.definition.TouchpointRule;
import io.journeytracker.engine.Sides.Side;
import io.journeytracker.journey.CellCounts;
import io.journeytracker.journey.Cells;
import io.journeytracker.journey.DwellBuckets;
import io.journeytracker.schema.TouchpointClass;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A count of the map: whose customers are asked for.
 *
 * @param stage index of the only stage that counts, -1 before the first; empty: all of them
 * @param wanted which of {@link CellCounts} make the count
 * @param event that no rule names: not the visits are counted then but these events; empty: visits are
 */
record Behind(OptionalInt stage, Predicate<String> wanted, Optional<String> event) {

    private static final List<String> EXCLUDING = List.of("count", "next", "touchpoint", "with", "event");
    private static final List<String> WITH = List.of(
            Cells.ENDED_TOUCHPOINT, Cells.ENDED_CHANNEL, Cells.ENDED_CLASS, Cells.ENDED_BREAKDOWN, Cells.ENDED_BETTER);
    /** Touchpoints, or channels, that the map does not name. */
    private static final String OTHER = "other";

    /** What is counted of visits. */
    enum Count {
        ENTERED(CellCounts.ENTERED),
        ENDED(
                CellCounts.ADVANCED,
                CellCounts.BACK,
                CellCounts.COMPLETED,
                CellCounts.EXITED,
                CellCounts.CHURNED,
                CellCounts.EXPIRED),
        ADVANCED(CellCounts.ADVANCED),
        BACK(CellCounts.BACK),
        COMPLETED(CellCounts.COMPLETED),
        EXITED(CellCounts.EXITED),
        CHURNED(CellCounts.CHURNED),
        EXPIRED(CellCounts.EXPIRED),
        /** Gone, in whatever way. */
        LEFT(CellCounts.EXITED, CellCounts.CHURNED, CellCounts.EXPIRED),
        DISSATISFIED(CellCounts.DISSATISFIED),
        STALLS(CellCounts.STALLS),
        PENDING(CellCounts.PENDING),
        CONVERTED(CellCounts.CONVERTED),
        MISSED(CellCounts.MISSED),
        FELT(CellCounts.FELT),
        /** Longer than the 95th percentile that the stage's target allows; not by names. */
        SLOW,
        /** Merged, erased or corrected. */
        WITHDRAWN(CellCounts.MERGED_AWAY, CellCounts.ERASED, CellCounts.CORRECTED);

        private final Set<String> names;

        Count(String... names) {
            this.names = Set.of(names);
        }
    }

    static Behind of(Parameters given, MapRequest map) {
        List<String> named =
                EXCLUDING.stream().filter(name -> given.text(name).isPresent()).toList();
        if (named.size() > 1) {
            throw Parameters.invalid(named.get(1), "is given beside " + named.get(0) + "; expected one of them");
        }
        OptionalInt stage = given.stage("stage", map);
        if (given.text("channel").isPresent() && given.text("touchpoint").isEmpty()) {
            throw Parameters.invalid("channel", "is given without touchpoint; expected with=channel|… or both");
        }
        if (given.text("event").isPresent()) {
            if (stage.isPresent()) {
                throw Parameters.invalid("stage", "is given beside event; such events are not counted by stage");
            }
            return new Behind(stage, (CellCounts.UNNAMED + given.text("event").get())::equals, given.text("event"));
        }
        return new Behind(stage, wanted(given, map), Optional.empty());
    }

    private static Predicate<String> wanted(Parameters given, MapRequest map) {
        if (given.text("next").isPresent()) {
            given.stage("next", map);
            return (CellCounts.TO + given.text("next").get())::equals;
        }
        if (given.text("touchpoint").isPresent()) {
            known(
                    "touchpoint",
                    given.text("touchpoint").get(),
                    orOther(touchpoints(map.journey().definition())));
            given.text("channel")
                    .ifPresent(id -> known("channel", id, orOther(map.journey().channels())));
            String rule = CellCounts.TOUCHPOINT + given.text("touchpoint").get() + '|';
            Optional<String> channel = given.text("channel");
            return key ->
                    key.startsWith(rule) && (channel.isEmpty() || channel.get().equals(key.substring(rule.length())));
        }
        if (given.text("with").isPresent()) {
            String with = given.text("with").get();
            if (WITH.stream().noneMatch(kind -> with.startsWith(kind + '|'))) {
                throw Parameters.invalid(
                        "with",
                        "expected one of " + String.join(", ", WITH) + ", then | and which one, as in channel|web");
            }
            known("with", with, map);
            return (CellCounts.ENDED + with)::equals;
        }
        Count count = given.choice("count", Count.class, Count.ENTERED);
        return count == Count.SLOW ? slow(given.stage("stage", map), map) : count.names::contains;
    }

    private static void known(String parameter, String with, MapRequest map) {
        JourneyDefinition definition = map.journey().definition();
        int bar = with.indexOf('|');
        String id = with.substring(bar + 1);
        switch (with.substring(0, bar)) {
            case Cells.ENDED_TOUCHPOINT -> known(parameter, id, touchpoints(definition));
            case Cells.ENDED_CHANNEL -> known(parameter, id, map.journey().channels());
            case Cells.ENDED_CLASS ->
                known(
                        parameter,
                        id,
                        words(Arrays.stream(TouchpointClass.values()).filter(any -> any != TouchpointClass.UNKNOWN)));
            case Cells.ENDED_BETTER -> known(parameter, id, words(Arrays.stream(Side.values())));
            default -> {
                int value = id.indexOf('|');
                if (value < 0) {
                    throw Parameters.invalid(parameter, "names no value; expected one, as in breakdown|coupon|spring");
                }
                // Its value may be any.
                known(
                        parameter,
                        id.substring(0, value),
                        List.copyOf(definition.breakdowns().keySet()));
            }
        }
    }

    private static List<String> touchpoints(JourneyDefinition map) {
        return map.touchpoints().stream().map(TouchpointRule::id).toList();
    }

    private static List<String> words(Stream<? extends Enum<?>> values) {
        return values.map(each -> each.name().toLowerCase(Locale.ROOT)).toList();
    }

    private static void known(String parameter, String id, List<String> known) {
        if (!known.contains(id)) {
            throw Parameters.invalid(
                    parameter,
                    "the map does not have " + id + "; expected "
                            + (known.isEmpty() ? "none: it has none" : "one of " + String.join(", ", known)));
        }
    }

    private static List<String> orOther(List<String> ids) {
        return Stream.concat(ids.stream(), Stream.of(OTHER)).toList();
    }

    private static Predicate<String> slow(OptionalInt stage, MapRequest map) {
        int allowed = (stage.isEmpty() || stage.getAsInt() < 0
                        ? Optional.<Stage>empty()
                        : Optional.of(map.journey().definition().stages().get(stage.getAsInt())))
                .flatMap(Stage::targets)
                .flatMap(Targets::dwell)
                .flatMap(Targets.Dwell::p95)
                .map(limit -> DwellBuckets.of(limit.toMillis()))
                .orElseThrow(() -> Parameters.invalid(
                        "stage", "has no target for the 95th percentile; expected one that has, for slow"));
        return key -> key.startsWith(CellCounts.DWELL)
                && Integer.parseInt(key.substring(CellCounts.DWELL.length())) > allowed;
    }

    boolean ofEvent() {
        return event.isPresent();
    }

    /** Whether a visit to the stage is asked for. */
    boolean at(int visited) {
        return stage.isEmpty() || stage.getAsInt() == visited;
    }

    /** What the count is of such counts. */
    long of(Map<String, ? extends Number> counts) {
        long sum = 0;
        for (Map.Entry<String, ? extends Number> each : counts.entrySet()) {
            if (wanted.test(each.getKey())) {
                sum += each.getValue().longValue();
            }
        }
        return sum;
    }
}
