package io.journeytracker.simulator;

import io.journeytracker.schema.Score;
import io.journeytracker.schema.ScoreKind;
import java.util.List;

/** How a visitor feels, and how it is put in figures and words. */
final class Voice {

    private static final List<String> HAPPY =
            List.of("Quick and friendly, thank you.", "Just what I was looking for.", "I will tell my sister.");
    private static final List<String> FINE = List.of("It does what it should.", "All right.", "No complaints so far.");
    private static final List<String> ANGRY = List.of(
            "The payment fails every time I try.", "I have been waiting for an answer.", "This took me far too long.");

    private final Chance chance;
    private double mood = 0.35;

    Voice(Chance chance) {
        this.chance = chance;
    }

    /** Feels better or worse by {@code change}, within -1 and 1. */
    void feel(double change) {
        mood = within(mood + change, -1, 1);
    }

    /** What somebody who measures it would find: the mood, and some noise; to two decimals. */
    double sentiment() {
        return sentiment(chance);
    }

    /** The same, with noise of other luck. */
    double sentiment(Chance luck) {
        return Math.round(100 * within(luck.around(mood, 0.3), -1, 1)) / 100.0;
    }

    String comment(double sentiment) {
        if (sentiment < -0.3) {
            return chance.pick(ANGRY);
        }
        return chance.pick(sentiment > 0.3 ? HAPPY : FINE);
    }

    Score score(ScoreKind kind) {
        return switch (kind) {
            case NPS -> onScale(kind, 0, 10);
            case CSAT -> onScale(kind, 1, 5);
            case CES -> onScale(kind, 1, 7);
            case UNKNOWN -> throw new IllegalArgumentException("No such question");
        };
    }

    private Score onScale(ScoreKind kind, int low, int high) {
        double place = (within(chance.around(mood, 0.5), -1, 1) + 1) / 2;
        return new Score(kind, (double) Math.round(low + place * (high - low)));
    }

    private static double within(double value, double low, double high) {
        return Math.max(low, Math.min(high, value));
    }
}
