package io.journeytracker.engine;

import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.definition.Stage;
import io.journeytracker.definition.Targets;
import io.journeytracker.engine.Conversion.Outcome;
import io.journeytracker.engine.NaiveStanding.Visit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What docs/engine.md says of conversions, read off a list of all visits: for each of them the rest of its journey is searched
 * through. Does not know that only so many are followed.
 */
final class NaiveConversions {

    /** One journey of the customer: its visits in order, and when it is over for good. */
    private static final class Instance {

        private final List<Visit> visits = new ArrayList<>();
        private boolean over;
    }

    private final JourneyDefinition map;
    private final List<Instance> instances = new ArrayList<>();

    NaiveConversions(JourneyDefinition map) {
        this.map = map;
    }

    void journeyBegins() {
        journeyIsOver();
        instances.add(new Instance());
    }

    /** The customer begins anew or is forgotten. */
    void journeyIsOver() {
        if (!instances.isEmpty()) {
            instances.get(instances.size() - 1).over = true;
        }
    }

    void visitBegins(Visit visit) {
        instances.get(instances.size() - 1).visits.add(visit);
    }

    /** All that is to be counted at the clock. */
    List<Conversion> counted(long clock) {
        List<Conversion> all = new ArrayList<>();
        for (Instance instance : instances) {
            for (int i = 0; i < instance.visits.size(); i++) {
                Optional<Outcome> outcome = outcome(instance, i, clock);
                PendingVisit visit = pending(instance.visits.get(i));
                outcome.ifPresent(found -> all.add(new Conversion(visit, Outcome.PENDING)));
                outcome.filter(found -> found != Outcome.PENDING)
                        .ifPresent(found -> all.add(new Conversion(visit, found)));
            }
        }
        return all;
    }

    /** When the first visit that is pending at the clock runs out of time. */
    OptionalLong due(long clock) {
        return counted(clock).stream()
                .map(Conversion::visit)
                .filter(visit -> counted(clock).stream()
                                .filter(other -> other.visit().equals(visit))
                                .mapToInt(other -> other.outcome() == Outcome.PENDING ? 1 : -1)
                                .sum()
                        > 0)
                .mapToLong(
                        visit -> visit.since() + wanted(visit.stage()).within().toMillis())
                .min();
    }

    private Optional<Outcome> outcome(Instance instance, int index, long clock) {
        Visit visit = instance.visits.get(index);
        if (visit.stage() < 0
                || map.stages().get(visit.stage()).targets().isEmpty()
                || isThere(visit.stage(), visit.stage())) {
            return Optional.empty();
        }
        long end = visit.since() + wanted(visit.stage()).within().toMillis();
        boolean reached = instance.visits.subList(index + 1, instance.visits.size()).stream()
                .filter(later -> later.since() <= end)
                .anyMatch(later -> isThere(visit.stage(), later.stage()) || isBeyond(visit.stage(), later.stage()));
        if (reached) {
            return Optional.of(Outcome.CONVERTED);
        }
        return Optional.of(instance.over || end < clock ? Outcome.MISSED : Outcome.PENDING);
    }

    private Targets.Conversion wanted(int stage) {
        return map.stages().get(stage).targets().orElseThrow().conversion().orElseThrow();
    }

    private boolean isThere(int from, int stage) {
        Stage candidate = map.stages().get(stage);
        String to = wanted(from).to();
        return candidate.id().equals(to) || candidate.path().contains(to);
    }

    private boolean isBeyond(int from, int stage) {
        boolean forward = false;
        boolean beyond = true;
        for (int i = 0; i < map.stages().size(); i++) {
            if (isThere(from, i)) {
                forward |= i > from;
                beyond &= i < stage;
            }
        }
        return forward && beyond;
    }

    private static PendingVisit pending(Visit visit) {
        return new PendingVisit(visit.stage(), visit.persona(), visit.since());
    }
}
