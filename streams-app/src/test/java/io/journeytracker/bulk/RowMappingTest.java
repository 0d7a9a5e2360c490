package io.journeytracker.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.journeytracker.log.LogRow;
import io.journeytracker.schema.Touchpoint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowMappingTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final RowMapping SURVEY = new RowMapping(
            Optional.of("stars"),
            Optional.of(Scale.CSAT),
            Optional.of("said"),
            Optional.of("worth"),
            Optional.of("=EUR"),
            Optional.of("kind"),
            Optional.of("=direct"),
            List.of("segment"));

    private static LogRow row(Map<String, Object> properties) {
        Touchpoint touchpoint = Touchpoint.newBuilder()
                .setUserId("ann")
                .setEvent("Survey Answered")
                .setTime(1_000)
                .setChannel("phone")
                .setSentiment(0.5)
                .setProperties(properties)
                .build();
        return new LogRow(2, touchpoint, 0);
    }

    @Test
    void whatIsNamedGoesToItsFieldAndTheRestIsProperties() throws Exception {
        Map<String, Object> cells = Map.of(
                "stars", "4", "said", " fine ", "worth", 12.5, "kind", "Service", "segment", "gift", "agent", 7L);
        assertThat(JSON.readTree(SURVEY.json(row(cells)).toString())).isEqualTo(JSON.readTree("""
                                {"userId":"ann","event":"Survey Answered","time":1000,"channel":"phone","sentiment":0.5,
                                 "score":{"kind":"csat","value":4.0},"comment":"fine","value":12.5,"currency":"EUR",
                                 "class":"service","contact":"direct","traits":{"segment":"gift"},"properties":{"agent":7}}
                                """));
    }

    @Test
    void anEmptyCellSaysNothing() throws Exception {
        assertThat(SURVEY.json(row(Map.of())).fieldNames())
                .toIterable()
                .containsExactly("userId", "event", "time", "channel", "sentiment", "contact");
    }

    @ParameterizedTest
    @CsvSource({
        "stars, 6,       'score \"6\"; expected a number from 1 to 5, the scale of csat'",
        "stars, good,    'score \"good\"; expected a number from 1 to 5, the scale of csat'",
        "worth, 12 EUR,  'value \"12 EUR\"; expected a number such as 12.50, without a currency'",
        "kind,  unknown, 'class \"unknown\"; expected one of media, social, product, service, environment, communication'"
    })
    void whatMakesNoSenseIsTold(String column, String cell, String reason) {
        assertThatThrownBy(() -> SURVEY.json(row(Map.of(column, cell))))
                .isInstanceOf(UnusableRowException.class)
                .hasMessage(reason);
    }

    @Test
    void theColumnsItNeedsAreThoseThatOptionsName() {
        assertThat(SURVEY.columns())
                .containsOnly(
                        Map.entry("stars", "--score"),
                        Map.entry("said", "--comment"),
                        Map.entry("worth", "--value"),
                        Map.entry("kind", "--class"),
                        Map.entry("segment", "--trait"));
    }
}
