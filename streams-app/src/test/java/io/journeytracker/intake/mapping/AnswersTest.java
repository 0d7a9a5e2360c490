package io.journeytracker.intake.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.schema.Touchpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Surveys' answers, and the sentiment made of them by the scale of docs/journeys.md. */
class AnswersTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'nps': 9} | NPS | 9 | 0.8",
                "{'nps': 0} | NPS | 0 | -1",
                "{'nps_score': '10'} | NPS | 10 | 1",
                "{'csat': 4} | CSAT | 4 | 0.5",
                "{'csat': 1} | CSAT | 1 | -1",
                "{'ces': 5} | CES | 5 | 0.333",
                "{'ces_score': 4} | CES | 4 | 0",
                "{'$survey_name': 'NPS in spring', '$survey_response': 9} | NPS | 9 | 0.8",
                "{'$survey_name': 'our csat', '$survey_response_4f': '2', '$survey_response': 'slow'} | CSAT | 2 | -0.5",
            })
    void aScoreIsKeptBesideTheSentimentMadeOfIt(String properties, String kind, double value, double sentiment)
            throws Exception {
        Touchpoint touchpoint =
                Mapped.track("Survey Answered").properties(properties).touchpoint();

        assertThat(touchpoint.getScore().getKind()).hasToString(kind);
        assertThat(touchpoint.getScore().getValue()).isEqualTo(value);
        assertThat(touchpoint.getSentiment()).isEqualTo(sentiment);
        assertThat(touchpoint.getProperties()).as("as they came").hasSizeGreaterThanOrEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'nps': 11}",
                "{'csat': 0}",
                "{'ces': 8}",
                "{'nps': 'great'}",
                "{'nps': null}",
                "{'nps': {'value': 9}}",
                "{'$survey_response': 9}",
                "{'$survey_name': 'Snapshots', '$survey_response': 3}",
                "{'$survey_name': 'CES', '$survey_response': 9}"
            })
    void whatIsOffItsScaleOrHasNoneSaysNothing(String properties) throws Exception {
        Touchpoint touchpoint =
                Mapped.track("Survey Answered").properties(properties).touchpoint();

        assertThat(touchpoint.getScore()).isNull();
        assertThat(touchpoint.getSentiment()).isNull();
    }

    @Test
    void aSentimentThatIsGivenGoesBeforeTheScores() throws Exception {
        assertThat(Mapped.track("E")
                        .properties("{'sentiment': -0.25, 'nps': 10}")
                        .touchpoint()
                        .getSentiment())
                .isEqualTo(-0.25);
        assertThat(Mapped.track("E").properties("{'sentiment': 7}").touchpoint().getSentiment())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "E | {'comment': 'nice'} | nice",
                "Product Reviewed | {'review_body': 'solid'} | solid",
                "E | {'review_body': 'solid'} | ",
                "Survey Answered | {'$survey_response': 9, '$survey_response_1': 'too slow'} | too slow",
                "E | {'comment': ' '} | ",
            })
    void comments(String event, String properties, String comment) throws Exception {
        assertThat(Mapped.track(event).properties(properties).touchpoint().getComment())
                .isEqualTo(comment);
    }

    @Test
    void aLongCommentIsCut() throws Exception {
        String comment = Mapped.track("E")
                .properties("{'comment': '" + "😀".repeat(1_500) + "'}")
                .touchpoint()
                .getComment();

        assertThat(comment).hasSize(2_000).endsWith("😀");
    }
}
