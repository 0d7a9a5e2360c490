package io.journeytracker.definition;

import static io.journeytracker.definition.Given.journey;
import static io.journeytracker.definition.Given.touchpoint;
import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.schema.Score;
import io.journeytracker.schema.ScoreKind;
import io.journeytracker.schema.Touchpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeltTest {

    private static Match match(Touchpoint.Builder touchpoint) {
        return journey("journey: a\nstages: [{id: s}]\n").match(touchpoint.build(), 0, 0, 0);
    }

    @ParameterizedTest
    @CsvSource({"0.5, 500", "-0.3, -300", "0.0004, 0", "0.0005, 1", "-0.0005, 0", "7, 1000", "-7, -1000", "-1, -1000"})
    void sentimentIsClampedAndRoundedToThousandths(double sentiment, int emotion) {
        assertThat(match(touchpoint("A").setSentiment(sentiment)).emotion()).isEqualTo(emotion);
    }

    @ParameterizedTest
    @CsvSource({
        "NPS, 0, -1000", "NPS, 5, 0", "NPS, 9, 800", "NPS, 10, 1000",
        "CSAT, 1, -1000", "CSAT, 3, 0", "CSAT, 4, 500", "CSAT, 5, 1000",
        "CES, 1, -1000", "CES, 4, 0", "CES, 5, 333", "CES, 7, 1000",
    })
    void aSurveysScoreIsFeltOnItsOwnScale(ScoreKind kind, double score, int emotion) {
        assertThat(match(touchpoint("A").setScore(new Score(kind, score))).emotion())
                .isEqualTo(emotion);
    }

    @Test
    void whatWasNotMeasuredIsNotFelt() {
        assertThat(match(touchpoint("A")).emotion()).isEqualTo(Match.NO_EMOTION);
        assertThat(match(touchpoint("A").setSentiment(Double.NaN)).emotion()).isEqualTo(Match.NO_EMOTION);
        assertThat(match(touchpoint("A").setScore(new Score(ScoreKind.CSAT, 85.0)))
                        .emotion())
                .isEqualTo(Match.NO_EMOTION);
        assertThat(match(touchpoint("A").setScore(new Score(ScoreKind.UNKNOWN, 3.0)))
                        .emotion())
                .isEqualTo(Match.NO_EMOTION);
        assertThat(match(touchpoint("A").setSentiment(0.1).setScore(new Score(ScoreKind.NPS, 0.0)))
                        .emotion())
                .isEqualTo(100);
    }

    @Test
    void valuesAreKeptInHundredthsWithTheirCurrency() {
        Match euros = match(touchpoint("A").setValue(19.99).setCurrency("eur"));

        assertThat(euros.value()).isEqualTo(1999);
        assertThat(euros.currency()).isEqualTo("EUR");
        assertThat(match(touchpoint("A").setValue(1.0).setCurrency("euro")).currency())
                .isEmpty();
        assertThat(match(touchpoint("A").setValue(1.0).setCurrency("E2R")).currency())
                .isEmpty();
        assertThat(match(touchpoint("A").setCurrency("EUR")).currency()).isEmpty();
        assertThat(match(touchpoint("A")).value()).isEqualTo(Match.NO_VALUE);
        assertThat(match(touchpoint("A").setValue(Double.NaN)).value()).isEqualTo(Match.NO_VALUE);
        assertThat(match(touchpoint("A").setValue(1e300)).value()).isEqualTo(Match.NO_VALUE);
    }
}
