package io.journeytracker.engine;

import io.journeytracker.definition.Churn;
import io.journeytracker.definition.CompiledJourney;
import io.journeytracker.definition.ConversionReach;
import io.journeytracker.definition.Feeling;
import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.definition.Match;
import io.journeytracker.definition.Progress;
import io.journeytracker.definition.Stage;
import io.journeytracker.definition.Stall;
import java.util.Arrays;
import java.util.List;

/** The parts of a map that the fold asks for at every touchpoint, as arrays by stage. Durations in milliseconds. */
final class Rules {

    /** Longer than any duration that a map may have, and still addable to any time. */
    static final long NEVER_AFTER = Long.MAX_VALUE / 4;

    /** Felt emotion below this, in thousandths, is dissatisfied leaving. */
    static final int DISSATISFIED_BELOW = -300;

    final boolean furthest;
    final boolean sticky;
    final int initial;
    final long grace;
    final long retention;
    final long reentryAfter;
    /** How many channels the map tells apart. */
    final int channels;

    final Sides sides;

    final boolean[] terminal;
    final long[] stallAfter;
    final boolean[] stallByStageClock;
    final boolean[] stallResetsByMatched;
    final long[] churnSilent;
    final int[] churnSilentRule;
    /** Null: nothing is wanted of visits to the stage. */
    final ConversionReach[] conversion;

    private final int[][] churnEventBit;
    private final Feeling[][] churnFeeling;
    private final Feeling[] exitFeeling;

    Rules(CompiledJourney journey) {
        JourneyDefinition map = journey.definition();
        List<Stage> stages = map.stages();
        List<String> ids = stages.stream().map(Stage::id).toList();
        int count = stages.size();
        furthest = map.progress() == Progress.FURTHEST;
        sticky = map.sticky();
        initial = map.initial().map(ids::indexOf).orElse(-1);
        grace = map.grace().toMillis();
        retention = map.retention().map(d -> d.toMillis()).orElse(NEVER_AFTER);
        reentryAfter = map.reentry().map(r -> r.after().toMillis()).orElse(NEVER_AFTER);
        channels = journey.channels().size();
        sides = new Sides(journey);
        terminal = new boolean[count];
        stallAfter = new long[count];
        stallByStageClock = new boolean[count];
        stallResetsByMatched = new boolean[count];
        churnSilent = new long[count];
        churnSilentRule = new int[count];
        conversion = new ConversionReach[count];
        churnEventBit = new int[count][];
        churnFeeling = new Feeling[count][];
        exitFeeling = map.exits().stream().map(e -> e.feeling().orElse(null)).toArray(Feeling[]::new);
        for (int i = 0; i < count; i++) {
            Stage stage = stages.get(i);
            terminal[i] = map.terminal().contains(stage.id());
            stallAfter[i] = stage.stall().map(s -> s.after().toMillis()).orElse(NEVER_AFTER);
            stallByStageClock[i] =
                    stage.stall().map(s -> s.clock() == Stall.Clock.STAGE).orElse(false);
            stallResetsByMatched[i] =
                    stage.stall().map(s -> s.resets() == Stall.Resets.MATCHED).orElse(false);
            readChurn(journey, i, stage.churn());
            conversion[i] = ConversionReach.of(map, i).orElse(null);
        }
    }

    private void readChurn(CompiledJourney journey, int stage, List<Churn> rules) {
        churnSilent[stage] = NEVER_AFTER;
        churnSilentRule[stage] = -1;
        churnEventBit[stage] = new int[rules.size()];
        churnFeeling[stage] = new Feeling[rules.size()];
        Arrays.fill(churnEventBit[stage], -1);
        for (int r = 0; r < rules.size(); r++) {
            Churn rule = rules.get(r);
            churnFeeling[stage][r] = rule.feeling().orElse(null);
            if (rule.event().isPresent()) {
                churnEventBit[stage][r] = journey.churnBit(stage, r);
            } else if (rule.silent().orElseThrow().toMillis() < churnSilent[stage]) {
                churnSilent[stage] = rule.silent().orElseThrow().toMillis();
                churnSilentRule[stage] = r;
            }
        }
    }

    /** The first listed churn-by-event rule of the stage among those that matched, -1: none. */
    int churnByEvent(int stage, long churns) {
        if (churns == 0 || stage < 0) {
            return -1;
        }
        int[] bits = churnEventBit[stage];
        for (int r = 0; r < bits.length; r++) {
            if (bits[r] >= 0 && (churns >>> bits[r] & 1) != 0) {
                return r;
            }
        }
        return -1;
    }

    /** True where {@code progress} lets a customer in stage {@code from} (-1: none) move to {@code to} (-1: nowhere). */
    boolean moves(int from, int to) {
        return to >= 0 && (furthest ? to > from : to != from);
    }

    boolean isTerminal(int stage) {
        return stage >= 0 && terminal[stage];
    }

    boolean exitDissatisfied(int exit, int mood) {
        return dissatisfied(exitFeeling[exit], mood);
    }

    boolean churnDissatisfied(int stage, int rule, int mood) {
        return dissatisfied(churnFeeling[stage][rule], mood);
    }

    private static boolean dissatisfied(Feeling said, int mood) {
        if (said != null) {
            return said == Feeling.DISSATISFIED;
        }
        return mood != Match.NO_EMOTION && mood < DISSATISFIED_BELOW;
    }
}
