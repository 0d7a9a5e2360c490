package io.journeytracker.engine;

import io.journeytracker.definition.Churn;
import io.journeytracker.definition.EventRule;
import io.journeytracker.definition.Exit;
import io.journeytracker.definition.Feeling;
import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.definition.Persona;
import io.journeytracker.definition.Progress;
import io.journeytracker.definition.Reentry;
import io.journeytracker.definition.Severity;
import io.journeytracker.definition.Stage;
import io.journeytracker.definition.Stall;
import io.journeytracker.definition.Targets;
import io.journeytracker.definition.TouchpointRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Maps of every kind, with timeouts of a few milliseconds, so that many things fall due at one time. */
final class RandomMap {

    private final Random random;

    RandomMap(Random random) {
        this.random = random;
    }

    /** A map with this grace; its retention, if any, is longer. */
    JourneyDefinition next(Duration grace) {
        int count = 1 + random.nextInt(6);
        List<Stage> stages = list(count, index -> stage(index, count));
        TreeSet<String> terminal = new TreeSet<>();
        stages.stream().filter(stage -> oneIn(5)).forEach(stage -> terminal.add(stage.id()));
        if (oneIn(2)) {
            terminal.add(stages.get(stages.size() - 1).id());
        }
        return new JourneyDefinition(
                "random",
                1,
                "Random",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                oneIn(2) ? Progress.FURTHEST : Progress.LATEST,
                maybe(2, () -> stages.get(random.nextInt(stages.size())).id()),
                grace,
                maybe(2, () -> grace.plusMillis(1 + random.nextInt(9))),
                list(random.nextInt(4), this::persona),
                breakdowns(random.nextInt(3)),
                list(2, this::touchpoint),
                stages,
                List.of(),
                terminal,
                oneIn(2),
                list(random.nextInt(3), i -> new Exit("exit" + i, event("left" + i), feeling())),
                maybe(2, () -> new Reentry(event("again"), Duration.ofMillis(oneIn(2) ? 0 : random.nextInt(6)))),
                List.of(),
                Map.of());
    }

    private Stage stage(int index, int count) {
        return new Stage(
                "stage" + index,
                "Stage " + index,
                Optional.empty(),
                group(index),
                List.of(event("enter" + index)),
                maybe(2, this::stall),
                list(oneIn(2) ? 0 : random.nextInt(4), i -> churn(index, i)),
                maybe(2, () -> targets(count)));
    }

    /** The second and the third stage are in a group, which targets may name. */
    private static List<String> group(int index) {
        return index == 1 || index == 2 ? List.of("group") : List.of();
    }

    private Targets targets(int stages) {
        String to = stages > 1 && oneIn(4) ? "group" : "stage" + random.nextInt(stages);
        Duration within = Duration.ofMillis(1 + random.nextInt(12));
        return new Targets(
                Optional.of(new Targets.Conversion(to, within, 0.5)), Optional.empty(), OptionalDouble.empty());
    }

    private Stall stall() {
        return new Stall(
                soon(),
                oneIn(2) ? Stall.Clock.ACTIVITY : Stall.Clock.STAGE,
                oneIn(2) ? Stall.Resets.ANY : Stall.Resets.MATCHED,
                Severity.WARNING);
    }

    private Churn churn(int stage, int index) {
        String id = "churn" + stage + "-" + index;
        return oneIn(2)
                ? new Churn(id, Optional.of(soon()), Optional.empty(), feeling(), Severity.WARNING)
                : new Churn(id, Optional.empty(), Optional.of(event(id)), feeling(), Severity.CRITICAL);
    }

    private Persona persona(int index) {
        return new Persona(
                "persona" + index,
                "Persona " + index,
                false,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty());
    }

    private TouchpointRule touchpoint(int index) {
        return new TouchpointRule(
                "touchpoint" + index,
                "Touchpoint " + index,
                Optional.of(event("touch" + index)),
                false,
                OptionalDouble.empty(),
                Optional.empty());
    }

    private static Map<String, String> breakdowns(int count) {
        Map<String, String> all = new LinkedHashMap<>();
        IntStream.range(0, count).forEach(i -> all.put("breakdown" + i, "event"));
        return all;
    }

    static EventRule event(String name) {
        return new EventRule(
                List.of(name),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private Optional<Feeling> feeling() {
        return maybe(2, () -> Feeling.values()[random.nextInt(3)]);
    }

    private Duration soon() {
        return Duration.ofMillis(1 + random.nextInt(6));
    }

    private boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    private <T> Optional<T> maybe(int oneIn, Supplier<T> value) {
        return oneIn(oneIn) ? Optional.of(value.get()) : Optional.empty();
    }

    private static <T> List<T> list(int size, IntFunction<T> element) {
        List<T> all = new ArrayList<>();
        IntStream.range(0, size).mapToObj(element).forEach(all::add);
        return List.copyOf(all);
    }
}
