package io.journeytracker.definition;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;

/** How often a map is to be looked at, and when it last was. */
public record Review(Duration every, Optional<LocalDate> last) {

    private static final int HOURS_OF_A_DAY = 24;

    /** The last day on which the next look is not late; empty: it was never looked at. */
    public Optional<LocalDate> due() {
        return last.map(day -> day.plusDays((every.toHours() + HOURS_OF_A_DAY - 1) / HOURS_OF_A_DAY));
    }
}
