package io.journeytracker.definition;

import io.journeytracker.schema.Score;
import io.journeytracker.schema.Touchpoint;
import java.util.Locale;

/** How a touchpoint felt, and what it was worth, in the fixed-point numbers of {@link Match}. */
final class Felt {

    private static final double LARGEST_VALUE = 1e12;

    private Felt() {}

    /**
     * Measured emotion in thousandths: the sentiment, clamped to -1 to 1; else the survey's score, its scale laid
     * linearly on -1 to 1 (NPS 0 to 10, CSAT 1 to 5, CES 1 to 7). A score off its scale says nothing.
     */
    static int emotion(Touchpoint touchpoint) {
        Double sentiment = touchpoint.getSentiment();
        if (sentiment != null && !sentiment.isNaN()) {
            return thousandths(Math.max(-1, Math.min(1, sentiment)));
        }
        Score score = touchpoint.getScore();
        if (score == null) {
            return Match.NO_EMOTION;
        }
        return switch (score.getKind()) {
            case NPS -> onScale(score.getValue(), 0, 10);
            case CSAT -> onScale(score.getValue(), 1, 5);
            case CES -> onScale(score.getValue(), 1, 7);
            case UNKNOWN -> Match.NO_EMOTION;
        };
    }

    private static int onScale(double score, double worst, double best) {
        return score >= worst && score <= best
                ? thousandths((2 * score - worst - best) / (best - worst))
                : Match.NO_EMOTION;
    }

    private static int thousandths(double emotion) {
        return (int) Math.round(emotion * 1000);
    }

    /** The value in hundredths of its currency, rounded half up; beyond a million millions it is taken for an error. */
    static long value(Touchpoint touchpoint) {
        Double value = touchpoint.getValue();
        return value != null && Math.abs(value) <= LARGEST_VALUE ? Math.round(value * 100) : Match.NO_VALUE;
    }

    /** The currency's three letters, in capitals; empty where the touchpoint has no value or no such code. */
    static String currency(Touchpoint touchpoint) {
        String currency = touchpoint.getCurrency();
        if (currency == null || currency.length() != 3 || touchpoint.getValue() == null) {
            return "";
        }
        boolean capitals = true;
        for (int i = 0; i < 3; i++) {
            char letter = currency.charAt(i);
            if (!(letter >= 'A' && letter <= 'Z' || letter >= 'a' && letter <= 'z')) {
                return "";
            }
            capitals &= letter <= 'Z';
        }
        return capitals ? currency : currency.toUpperCase(Locale.ROOT);
    }
}
