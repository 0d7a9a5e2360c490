package io.journeytracker.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpotTest {

    @Test
    void whatAnAddressSaysIsReadAgainToTheLetter() {
        for (Spot spot : List.of(
                new Spot(1_773_000_000_123L, "ann@example.com"),
                new Spot(-0.25, "anonymous~1/2 3"),
                new Spot(Double.MAX_VALUE, "Zoë 雪"))) {
            assertThat(spot.text()).matches("[A-Za-z0-9_-]+");
            assertThat(Spot.read(spot.text())).contains(spot);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "here", "§", "AAAA", "P_gAAAAAAAA", "f_gAAAAAAABhbm4"})
    void whatIsNoPlaceIsNone(String text) {
        assertThat(Spot.read(text)).isEqualTo(Optional.empty());
    }

    @Test
    void thoseOfTheSameRankAreInOrderToo() {
        assertThat(new Spot(1, "b")).isLessThan(new Spot(2, "a")).isGreaterThan(new Spot(1, "a"));
    }
}
