package io.journeytracker.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CopiesTest {

    private final Map<String, Map<Integer, Long>> lags = new HashMap<>(Map.of(
            "journey-states", Map.of(0, 0L, 1, 0L, 2, Copies.MOST_BEHIND + 1),
            "journey-cells", Map.of(0, Copies.MOST_BEHIND, 1, 0L, 2, 0L),
            "journey-clock", Map.of(0, 2L, 2, 0L)));

    @Test
    void onlyWhatHasCaughtUpInEveryStoreIsRead() {
        assertThat(Copies.caughtUp(lags, "journey-cells", 0)).isTrue();
        assertThat(Copies.caughtUp(lags, "journey-cells", 1))
                .as("the clock is not here")
                .isFalse();
        assertThat(Copies.caughtUp(lags, "journey-cells", 2))
                .as("customers are missing")
                .isFalse();
        assertThat(Copies.caughtUp(lags, "journey-cells", 3))
                .as("not kept here")
                .isFalse();
    }

    @Test
    void storiesAreKeptApart() {
        lags.put("stories", Map.of(1, 3L, 2, Copies.MOST_BEHIND + 1));
        assertThat(Copies.caughtUp(lags, "stories", 1)).isTrue();
        assertThat(Copies.caughtUp(lags, "stories", 2)).isFalse();
        assertThat(Copies.caughtUp(lags, "stories", 0)).isFalse();
    }

    @Test
    void identifiersCountWhereTheyAreKept() {
        lags.put("identities", Map.of(1, 0L));
        assertThat(Copies.caughtUp(lags, "journey-cells", 0)).isFalse();
        lags.put("identities", Map.of(0, 7L));
        assertThat(Copies.caughtUp(lags, "journey-cells", 0)).isTrue();
    }
}
