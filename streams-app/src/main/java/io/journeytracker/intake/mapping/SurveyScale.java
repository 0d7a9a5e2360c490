package io.journeytracker.intake.mapping;

import io.journeytracker.schema.Score;
import io.journeytracker.schema.ScoreKind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The scales of surveys' answers, laid linearly on -1 to 1: the scale of docs/journeys.md, which the engine uses as well for
 * a score without a sentiment.
 */
enum SurveyScale {
    NPS(0, 10),
    CSAT(1, 5),
    CES(1, 7);

    private static final double THOUSAND = 1_000;

    private final double worst;
    private final double best;
    private final List<String> properties;

    SurveyScale(double worst, double best) {
        this.worst = worst;
        this.best = best;
        String word = name().toLowerCase(Locale.ROOT);
        properties = List.of(word, word + "_score");
    }

    /** Names of properties that hold such a score. */
    List<String> properties() {
        return properties;
    }

    /** By its word, in small letters or capitals. */
    static Optional<SurveyScale> of(String word) {
        return Arrays.stream(values())
                .filter(scale -> scale.name().equals(word.toUpperCase(Locale.ROOT)))
                .findFirst();
    }

    /** How a score felt, to three decimals, rounded half up. */
    static Optional<Double> sentiment(Score score) {
        return of(score.getKind().name()).map(scale -> {
            double emotion = (2 * score.getValue() - scale.worst - scale.best) / (scale.best - scale.worst);
            return Math.round(emotion * THOUSAND) / THOUSAND;
        });
    }

    /** A score; empty if it is off the scale. */
    Optional<Score> score(double value) {
        return value >= worst && value <= best
                ? Optional.of(new Score(ScoreKind.valueOf(name()), value))
                : Optional.empty();
    }

    /** For messages: from what to what. */
    String bounds() {
        return Math.round(worst) + " to " + Math.round(best);
    }
}
