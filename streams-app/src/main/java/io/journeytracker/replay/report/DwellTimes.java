package io.journeytracker.replay.report;

import io.journeytracker.schema.TransitionKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How long visits lasted that ended by a move, an exit, churn or expiry. A visit to a terminal stage is completed as it
 * begins; it has no length that would mean anything, and is left out.
 */
final class DwellTimes {

    private static final Comparator<Told> FIRST =
            Comparator.comparingLong(Told::at).thenComparing(Told::kind);

    private record Visit(String customer, int instance, String stage, long since) {}

    private final Map<String, List<Long>> byStage = new HashMap<>();
    private final Map<Visit, Told> closed = new HashMap<>();

    DwellTimes(TransitionLedger ledger) {
        ledger.standing(this::note);
        closed.values().stream()
                .filter(end -> end.kind() != TransitionKind.COMPLETED)
                .forEach(end -> add(end.stage(), end.visitSince(), end.at()));
    }

    private void note(Told told) {
        switch (told.kind()) {
            case ADVANCED, BACK -> {
                if (told.from() != null && told.fromVisitSince() != null) {
                    add(told.from(), told.fromVisitSince(), told.at());
                }
            }
            // On a map that is not sticky a journey may end again without a visit; only the first end closed one.
            case COMPLETED, EXITED, CHURNED, EXPIRED ->
                closed.merge(
                        new Visit(told.customer(), told.instance(), told.stage(), told.visitSince()),
                        told,
                        (one, other) -> FIRST.compare(one, other) <= 0 ? one : other);
            default -> {
                // Ends no visit.
            }
        }
    }

    private void add(String stage, long since, long until) {
        byStage.computeIfAbsent(stage, name -> new ArrayList<>()).add(until - since);
    }

    DwellSeconds of(String stage) {
        long[] sorted = byStage.getOrDefault(stage, List.of()).stream()
                .mapToLong(Long::longValue)
                .sorted()
                .toArray();
        return new DwellSeconds(Quantile.seconds(sorted, 50), Quantile.seconds(sorted, 95));
    }
}
