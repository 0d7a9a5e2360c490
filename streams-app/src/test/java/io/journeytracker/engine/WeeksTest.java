package io.journeytracker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WeeksTest {

    private static final long DAY = 24 * 3_600_000L;

    @Test
    void eachOfTheFirstEightWeeksIsNotedOnce() {
        Standing s = new Standing();
        assertThat(Weeks.mark(s, 0, true)).isZero();
        assertThat(Weeks.mark(s, DAY, false)).isEqualTo(-1);
        assertThat(Weeks.mark(s, 4 * DAY, false)).as("Monday").isEqualTo(1);
        assertThat(Weeks.mark(s, 53 * DAY, false)).isEqualTo(-1);
    }

    @Test
    void whoWasThereBeforeWeeksWereKeptIsInNoCohortAlsoWhereAllIsFoldedAgain() {
        Standing s = new Standing();
        s.firstWeek = Integer.MIN_VALUE;
        assertThat(Weeks.mark(s, 0, true)).isEqualTo(-1);
        assertThat(Weeks.mark(s, 7 * DAY, false)).isEqualTo(-1);
        assertThat(s.weeks).isZero();
    }
}
