package io.journeytracker.definition;

import io.journeytracker.yaml.Block;
import io.journeytracker.yaml.Problems;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds what is allowed in a map but hardly meant. */
final class MapDoubts {

    private final JourneyDefinition map;
    private final Block block;
    private final Names names;
    private final Problems warnings;

    MapDoubts(JourneyDefinition map, Block block, Names names, Problems warnings) {
        this.map = map;
        this.block = block;
        this.names = names;
        this.warnings = warnings;
    }

    void find(LocalDate today) {
        nobodyLooksAfterIt();
        map.review().ifPresent(review -> overdue(review, today));
        map.stages().forEach(this::neverEntered);
        shadowed();
        map.stages().forEach(this::neverTold);
        map.stages().forEach(this::notTheShortestSilence);
        map.stages().forEach(this::nothingFallsDueAfterTheEnd);
        for (int i = 0; i < map.stages().size(); i++) {
            conversionThatNeverComes(i);
        }
        idealPathBackwards();
        Set<String> stages = new HashSet<>(map.stages().stream().map(Stage::id).toList());
        map.exits().stream()
                .map(Exit::id)
                .filter(stages::contains)
                .forEach(
                        id -> warn(
                                "exits",
                                id
                                        + " is also the id of a stage; figures by id would be told apart more easily with an id of its own"));
    }

    // Optional, since a map to try something with needs neither; one that a company lives by does.
    private void nobodyLooksAfterIt() {
        if (map.owner().isEmpty()) {
            warn("owner", "is missing, so nobody is known to look after the map");
        }
        if (map.review().isEmpty()) {
            warn("review", "is missing, so nobody is reminded to look the map over, such as {every: 90d}");
        }
    }

    private void overdue(Review review, LocalDate today) {
        review.due()
                .filter(today::isAfter)
                .ifPresent(day ->
                        warn("review", "was due on " + day + "; look the map over, then set last to the day you did"));
    }

    private void neverEntered(Stage stage) {
        if (stage.enter().isEmpty() && !map.initial().equals(Optional.of(stage.id()))) {
            warn(stage, "has no enter and is not initial, so no customer ever enters it");
        }
    }

    // The first listed stage wins, so a later rule whose every event an earlier stage takes never matches.
    private void shadowed() {
        Set<String> taken = new HashSet<>();
        for (Stage stage : map.stages()) {
            for (EventRule rule : stage.enter()) {
                if (!rule.events().isEmpty() && taken.containsAll(rule.events())) {
                    warn(
                            stage,
                            "is never entered by " + String.join(", ", rule.events())
                                    + ": stages before it take that, and the first listed wins");
                }
            }
            stage.enter().stream().filter(MapDoubts::byEventAlone).forEach(rule -> taken.addAll(rule.events()));
        }
    }

    private static boolean byEventAlone(EventRule rule) {
        return rule.equals(new EventRule(
                rule.events(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    }

    private void neverTold(Stage stage) {
        if (map.terminal().contains(stage.id())) {
            return;
        }
        Optional<Duration> silent =
                stage.churn().stream().flatMap(churn -> churn.silent().stream()).min(Duration::compareTo);
        Optional<Duration> stall =
                stage.stall().filter(MapDoubts::runsFromTheLastTouchpoint).map(Stall::after);
        if (stall.isPresent()
                && silent.filter(gone -> gone.compareTo(stall.get()) <= 0).isPresent()) {
            warn(stage, "has a stall that is not shorter than its churn by silence, so the stall can never stand");
        }
        map.retention().ifPresent(kept -> {
            if (silent.filter(gone -> gone.compareTo(kept) >= 0).isPresent()
                    || stall.filter(stuck -> stuck.compareTo(kept) >= 0).isPresent()) {
                warn(stage, "has a stall or churn that is not shorter than retention, so it is never told");
            }
        });
    }

    // Nobody comes back from a churn by silence without a touchpoint, so the shortest one is all that ever happens.
    private void notTheShortestSilence(Stage stage) {
        List<Churn> bySilence = stage.churn().stream()
                .filter(churn -> churn.silent().isPresent())
                .toList();
        bySilence.stream()
                .min(Comparator.comparing(churn -> churn.silent().orElseThrow()))
                .ifPresent(first -> bySilence.stream()
                        .filter(churn -> !churn.equals(first))
                        .forEach(churn -> warn(
                                stage,
                                "has churn " + churn.id() + ", which never happens: " + first.id()
                                        + " comes of a silence that is no longer")));
    }

    // A nested stage may have its rules from its parent, where they are meant for the others.
    private void nothingFallsDueAfterTheEnd(Stage stage) {
        boolean itsOwn = map.stages().stream()
                .filter(other -> !other.equals(stage) && !other.path().isEmpty())
                .noneMatch(other -> other.path().equals(stage.path())
                        && other.stall().equals(stage.stall())
                        && other.churn().equals(stage.churn()));
        boolean says = stage.stall().isPresent() || !stage.churn().isEmpty();
        if (map.terminal().contains(stage.id()) && says && itsOwn) {
            warn(stage, "is terminal and has a stall or churn; the journey is over there, so nobody stalls or churns");
        }
    }

    private void conversionThatNeverComes(int index) {
        Stage stage = map.stages().get(index);
        Optional<Targets.Conversion> wanted = stage.targets().flatMap(Targets::conversion);
        if (wanted.filter(target -> target.to().equals(stage.id())).isPresent() && itsOwnTargets(stage)) {
            warn(stage, "has a conversion target to itself, so nothing is measured");
        }
        ConversionReach.of(map, index).ifPresent(reach -> {
            if (map.progress() == Progress.FURTHEST && reach.last() < index) {
                warn(
                        stage,
                        "has a conversion target to " + wanted.orElseThrow().to()
                                + ", which lies before it, but with progress: furthest nobody goes back");
            }
            map.retention()
                    .filter(kept -> wanted.orElseThrow().within().compareTo(kept) > 0)
                    .ifPresent(
                            kept -> warn(
                                    stage,
                                    "has a conversion target within a time that is longer than retention; customers who are forgotten count as missed before it is over"));
        });
    }

    /** A group's targets may be meant for the stages before the last one. */
    private boolean itsOwnTargets(Stage stage) {
        return map.groups().stream()
                .filter(group -> stage.path().contains(group.id()))
                .noneMatch(group -> group.targets().equals(stage.targets()));
    }

    private static boolean runsFromTheLastTouchpoint(Stall stall) {
        return stall.clock() == Stall.Clock.ACTIVITY && stall.resets() == Stall.Resets.ANY;
    }

    private void idealPathBackwards() {
        List<String> order = map.stages().stream().map(Stage::id).toList();
        List<String> path = map.idealPath();
        for (int i = 1; i < path.size() && map.progress() == Progress.FURTHEST; i++) {
            if (order.indexOf(path.get(i)) <= order.indexOf(path.get(i - 1))) {
                warn(
                        "ideal-path",
                        "goes from " + path.get(i - 1) + " to " + path.get(i)
                                + ", but with progress: furthest customers only move down the list of stages");
            }
        }
    }

    private void warn(String key, String message) {
        warnings.add(block.mark(key), key, message);
    }

    private void warn(Stage stage, String message) {
        warnings.add(names.mark(stage.id()), "stage " + stage.id(), message);
    }
}
