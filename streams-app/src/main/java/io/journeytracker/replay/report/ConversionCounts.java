package io.journeytracker.replay.report;

import io.journeytracker.definition.ConversionReach;
import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.definition.Stage;
import io.journeytracker.definition.Targets;
import io.journeytracker.schema.TransitionKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether visits led to the stage that the map's author wants, as docs/engine.md says of conversions, read off the transitions
 * of each customer up to the log's end.
 */
final class ConversionCounts {

    private static final int CONVERTED = 0;
    private static final int MISSED = 1;
    private static final int PENDING = 2;

    private final JourneyDefinition map;
    private final Map<String, Integer> stages = new HashMap<>();
    private final long end;
    private final long[][] counts;

    /** @param end the clock when the log ended, milliseconds since the epoch */
    ConversionCounts(JourneyDefinition map, TransitionLedger ledger, long end) {
        this.map = map;
        this.end = end;
        map.stages().forEach(stage -> stages.put(stage.id(), stages.size()));
        counts = new long[stages.size()][3];
        Map<String, List<Told>> customers = new HashMap<>();
        ledger.standing(told -> {
            if (told.kind() == TransitionKind.EXPIRED || beginsVisit(told)) {
                customers
                        .computeIfAbsent(told.customer(), name -> new ArrayList<>())
                        .add(told);
            }
        });
        customers.values().forEach(this::count);
    }

    /** Empty where the stage has no conversion target, or is the target itself. */
    Optional<ConversionFigures> of(Stage stage) {
        int at = stages.get(stage.id());
        return ConversionReach.of(map, at)
                .flatMap(reach -> stage.targets().flatMap(Targets::conversion))
                .map(wanted -> new ConversionFigures(
                        wanted.to(), counts[at][CONVERTED], counts[at][MISSED], counts[at][PENDING]));
    }

    private static boolean beginsVisit(Told told) {
        return switch (told.kind()) {
            case ENTERED, ADVANCED, BACK, RETURNED, REOPENED, REENTERED -> true;
            default -> false;
        };
    }

    /** What ends comes before what begins at the same time, and a journey's beginning before its moves. */
    private static int rank(TransitionKind kind) {
        return switch (kind) {
            case EXPIRED -> 0;
            case ENTERED, REENTERED -> 1;
            default -> 2;
        };
    }

    private void count(List<Told> customer) {
        customer.sort(Comparator.comparingLong(Told::at)
                .thenComparingInt(told -> rank(told.kind()))
                .thenComparingInt(told -> stages.getOrDefault(told.stage(), -1)));
        for (int i = 0; i < customer.size(); i++) {
            Told visit = customer.get(i);
            Integer stage = stages.get(visit.stage());
            if (stage != null && beginsVisit(visit)) {
                Optional<ConversionReach> wanted = ConversionReach.of(map, stage);
                if (wanted.isPresent()) {
                    counts[stage][outcome(visit, wanted.get(), customer.subList(i + 1, customer.size()))]++;
                }
            }
        }
    }

    private int outcome(Told visit, ConversionReach wanted, List<Told> later) {
        for (Told next : later) {
            if (next.at() - visit.at() > wanted.within()) {
                return MISSED;
            }
            if (next.kind() == TransitionKind.EXPIRED || rank(next.kind()) == 1) {
                return MISSED;
            }
            if (wanted.reachedBy(stages.getOrDefault(next.stage(), -1))) {
                return CONVERTED;
            }
        }
        return end - visit.at() > wanted.within() ? MISSED : PENDING;
    }
}
