package io.journeytracker.engine;

import io.journeytracker.definition.Churn;
import io.journeytracker.definition.EventRule;
import io.journeytracker.definition.Exit;
import io.journeytracker.definition.Feeling;
import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.definition.Progress;
import io.journeytracker.definition.Reentry;
import io.journeytracker.definition.Severity;
import io.journeytracker.definition.Stage;
import io.journeytracker.definition.Stall;
import io.journeytracker.definition.Targets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/** A map written by hand for a test: stages of these names, the last one terminal, furthest, sticky, all else absent. */
final class MapOf {

    private final List<String> stages;
    private final Map<String, Stall> stalls = new TreeMap<>();
    private final Map<String, List<Churn>> churns = new TreeMap<>();
    private final Map<String, Targets> targets = new TreeMap<>();
    private final List<Exit> exits = new ArrayList<>();
    private Set<String> terminal;
    private Progress progress = Progress.FURTHEST;
    private boolean sticky = true;
    private Optional<String> initial = Optional.empty();
    private Optional<Duration> retention = Optional.empty();
    private Optional<Reentry> reentry = Optional.empty();
    private Duration grace = Duration.ofMillis(100);

    private MapOf(String... stages) {
        this.stages = List.of(stages);
        this.terminal = Set.of(stages[stages.length - 1]);
    }

    static MapOf stages(String... stages) {
        return new MapOf(stages);
    }

    MapOf stall(String stage, long after, Stall.Clock clock, Stall.Resets resets) {
        stalls.put(stage, new Stall(Duration.ofMillis(after), clock, resets, Severity.WARNING));
        return this;
    }

    MapOf stall(String stage, long after) {
        return stall(stage, after, Stall.Clock.ACTIVITY, Stall.Resets.ANY);
    }

    MapOf silent(String stage, long silent) {
        return churn(stage, Optional.of(Duration.ofMillis(silent)), Optional.empty(), null);
    }

    /** A churn-by-event rule; its bit is how many there are before it, if the stages come in order. */
    MapOf gone(String stage, Feeling feeling) {
        return churn(stage, Optional.empty(), Optional.of(RandomMap.event("gone")), feeling);
    }

    private MapOf churn(String stage, Optional<Duration> silent, Optional<EventRule> event, Feeling feeling) {
        List<Churn> of = churns.computeIfAbsent(stage, none -> new ArrayList<>());
        of.add(new Churn(stage + "-churn" + of.size(), silent, event, Optional.ofNullable(feeling), Severity.CRITICAL));
        return this;
    }

    MapOf conversion(String stage, String to, long within) {
        Targets.Conversion wanted = new Targets.Conversion(to, Duration.ofMillis(within), 0.5);
        targets.put(stage, new Targets(Optional.of(wanted), Optional.empty(), OptionalDouble.empty()));
        return this;
    }

    MapOf exit(String id, Feeling feeling) {
        exits.add(new Exit(id, RandomMap.event(id), Optional.ofNullable(feeling)));
        return this;
    }

    MapOf terminal(String... ids) {
        terminal = Set.of(ids);
        return this;
    }

    MapOf latest() {
        progress = Progress.LATEST;
        return this;
    }

    MapOf notSticky() {
        sticky = false;
        return this;
    }

    MapOf initial(String stage) {
        initial = Optional.of(stage);
        return this;
    }

    MapOf retention(long millis) {
        retention = Optional.of(Duration.ofMillis(millis));
        return this;
    }

    MapOf reentry(long after) {
        reentry = Optional.of(new Reentry(RandomMap.event("again"), Duration.ofMillis(after)));
        return this;
    }

    MapOf grace(long millis) {
        grace = Duration.ofMillis(millis);
        return this;
    }

    JourneyDefinition map() {
        return new JourneyDefinition(
                "by-hand",
                1,
                "By hand",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                progress,
                initial,
                grace,
                retention,
                List.of(),
                new LinkedHashMap<>(),
                List.of(),
                stages.stream().map(this::stage).toList(),
                List.of(),
                terminal,
                sticky,
                exits,
                reentry,
                List.of(),
                Map.of());
    }

    private Stage stage(String id) {
        return new Stage(
                id,
                id,
                Optional.empty(),
                List.of(),
                List.of(RandomMap.event(id)),
                Optional.ofNullable(stalls.get(id)),
                churns.getOrDefault(id, List.of()),
                Optional.ofNullable(targets.get(id)));
    }
}
