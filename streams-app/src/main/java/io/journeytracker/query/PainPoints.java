package io.journeytracker.query;

import io.journeytracker.definition.Stage;
import io.journeytracker.definition.Targets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/** Where it hurts, found in the counts alone; the same rules for every map, so that maps can be compared. */
final class PainPoints {

    /** Fewer than this say nothing. */
    static final int TOO_FEW = 30;

    private static final double MANY_LEAVE = 0.25;
    private static final double MANY_STALL = 0.5;
    private static final double MANY_SLOW = 0.05;

    private PainPoints() {}

    /** What hurts. */
    enum Kind {
        /** A quarter or more of the ended visits end with the customer gone. */
        LEAVING,
        /** Half or more of the customers present are stalled. */
        STALLED,
        /** Felt worse than the target, without one worse than neutral. */
        FEELING,
        /** More than one ended visit in twenty took longer than the target allows to those. */
        SLOW
    }

    /**
     * @param affected how many: of LEAVING and SLOW visits, of STALLED customers, of FEELING touchpoints
     * @param actual a share, or of FEELING a mean emotion
     * @param limit what it is held against, in the same unit
     */
    record PainPoint(String stage, Kind kind, long affected, double actual, double limit) {}

    /** The gravest first: by how many are affected. */
    static List<PainPoint> of(MergedMap map) {
        List<PainPoint> found = new ArrayList<>();
        List<Stage> stages = map.request().journey().definition().stages();
        for (int i = 0; i < stages.size(); i++) {
            at(stages.get(i), new StageFigures(map.stage(i)), found);
        }
        found.sort(Comparator.comparingLong(PainPoint::affected).reversed());
        return found;
    }

    private static void at(Stage stage, StageFigures figures, List<PainPoint> found) {
        long ended = figures.ended();
        if (ended >= TOO_FEW && figures.left() >= MANY_LEAVE * ended) {
            found.add(new PainPoint(
                    stage.id(), Kind.LEAVING, figures.left(), (double) figures.left() / ended, MANY_LEAVE));
        }
        if (figures.present() >= TOO_FEW && figures.stalled() >= MANY_STALL * figures.present()) {
            found.add(new PainPoint(
                    stage.id(),
                    Kind.STALLED,
                    figures.stalled(),
                    (double) figures.stalled() / figures.present(),
                    MANY_STALL));
        }
        OptionalDouble felt = figures.felt();
        double least = stage.targets()
                .map(Targets::emotionAtLeast)
                .filter(OptionalDouble::isPresent)
                .map(OptionalDouble::getAsDouble)
                .orElse(0.0);
        if (figures.cell().getEmotionCount() >= TOO_FEW && felt.orElse(least) < least) {
            found.add(new PainPoint(
                    stage.id(), Kind.FEELING, figures.cell().getEmotionCount(), felt.getAsDouble(), least));
        }
        stage.targets()
                .flatMap(Targets::dwell)
                .flatMap(Targets.Dwell::p95)
                .map(limit -> figures.longerThan(limit.toMillis()))
                .filter(longer -> figures.dwells() >= TOO_FEW && longer > MANY_SLOW)
                .ifPresent(longer -> found.add(new PainPoint(
                        stage.id(), Kind.SLOW, Math.round(figures.dwells() * longer), longer, MANY_SLOW)));
    }
}
