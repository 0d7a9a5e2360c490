package io.journeytracker.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EffectTest {

    /** Table II of Newcombe's paper, method 10. */
    @ParameterizedTest
    @CsvSource({
        "56, 70, 48, 80, 0.0524, 0.3339",
        "9, 10, 3, 10, 0.1705, 0.8090",
        "6, 7, 2, 7, 0.0582, 0.8062",
        "5, 56, 0, 29, -0.0381, 0.1926",
        "0, 10, 0, 20, -0.1611, 0.2775",
        "0, 10, 0, 10, -0.2775, 0.2775",
        "10, 10, 0, 20, 0.6791, 1.0000",
        "10, 10, 0, 10, 0.6075, 1.0000",
    })
    void the_interval_is_that_of_the_paper(
            long hits, long all, long otherHits, long otherAll, double low, double high) {
        Effect effect = Effect.between(hits, all, otherHits, otherAll);
        assertThat(effect.low()).isCloseTo(low, within(0.00006));
        assertThat(effect.high()).isCloseTo(high, within(0.00006));
    }

    @Test
    void fewer_than_thirty_on_either_side_say_nothing() {
        assertThat(Effect.of(20, 29, 500, 1000)).isEmpty();
        assertThat(Effect.of(500, 1000, 20, 29)).isEmpty();
        assertThat(Effect.of(15, 30, 30, 30)).get().satisfies(effect -> {
            assertThat(effect.difference()).isEqualTo(-0.5);
            assertThat(effect.high()).isNegative();
        });
    }
}
