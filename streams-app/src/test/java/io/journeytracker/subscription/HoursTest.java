package io.journeytracker.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In Berlin in 2026 summer time begins on 29 March at 02:00 (01:00 UTC) and ends on 25 October at 03:00 (01:00 UTC). */
class HoursTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Set<DayOfWeek> ALL = EnumSet.allOf(DayOfWeek.class);
    private static final Set<DayOfWeek> WORKDAYS = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);

    private static Optional<Window> window(Set<DayOfWeek> days, String hours) {
        String[] fromTo = hours.split("-");
        return Optional.of(new Window(days, LocalTime.parse(fromTo[0]), LocalTime.parse(fromTo[1])));
    }

    @ParameterizedTest(name = "quiet {0}, an alert at {1} is told at {2}: {3}")
    @CsvSource({
        "22:00-07:00, 2026-01-12T12:00:00Z, 2026-01-12T12:00:00Z, by day at once",
        "22:00-07:00, 2026-01-12T20:59:59Z, 2026-01-12T20:59:59Z, a second before",
        "22:00-07:00, 2026-01-12T21:00:00Z, 2026-01-13T06:00:00Z, the first moment of the night",
        "22:00-07:00, 2026-01-13T05:59:59Z, 2026-01-13T06:00:00Z, the last moment of the night",
        "22:00-07:00, 2026-01-13T06:00:00Z, 2026-01-13T06:00:00Z, the end is open",
        "22:00-07:00, 2026-03-28T22:00:00Z, 2026-03-29T05:00:00Z, the night is an hour shorter",
        "22:00-07:00, 2026-10-24T21:00:00Z, 2026-10-25T06:00:00Z, the night is an hour longer",
        "01:00-02:30, 2026-03-29T00:30:00Z, 2026-03-29T01:30:00Z, it ends at a time that is left out",
        "22:00-02:30, 2026-10-24T23:00:00Z, 2026-10-25T00:30:00Z, it ends at a time that comes twice: the first",
        "22:00-02:30, 2026-10-25T01:15:00Z, 2026-10-25T01:15:00Z, the second time is not quiet again",
        "12:00-13:00, 2026-07-01T10:30:00Z, 2026-07-01T11:00:00Z, by day",
        "07:00-07:00, 2026-07-01T10:30:00Z, 2026-07-01T10:30:00Z, quiet all day: told at once, not never",
    })
    void quietHours(String hours, Instant at, Instant told, String why) {
        Hours quiet = new Hours(BERLIN, Optional.empty(), window(ALL, hours), Set.of(), Set.of());
        assertThat(quiet.earliest(at, "warning")).as(why).isEqualTo(told);
    }

    @ParameterizedTest(name = "working {0}, an alert at {1} is told at {2}: {3}")
    @CsvSource({
        "08:00-18:00, 2026-01-12T12:00:00Z, 2026-01-12T12:00:00Z, Monday at noon",
        "08:00-18:00, 2026-01-12T06:00:00Z, 2026-01-12T07:00:00Z, before work",
        "08:00-18:00, 2026-01-12T17:00:00Z, 2026-01-13T07:00:00Z, after work",
        "08:00-18:00, 2026-01-16T17:30:00Z, 2026-01-19T07:00:00Z, Friday evening",
        "08:00-18:00, 2026-03-27T18:00:00Z, 2026-03-30T06:00:00Z, over the change to summer time",
        "08:00-18:00, 2026-10-23T18:00:00Z, 2026-10-26T07:00:00Z, over the change to winter time",
        "08:00-18:00, 2026-12-24T12:00:00Z, 2026-12-24T12:00:00Z, the day before a holiday",
        "08:00-18:00, 2026-12-25T12:00:00Z, 2026-12-28T07:00:00Z, a holiday on a Friday",
        "08:00-18:00, 2026-12-24T18:00:00Z, 2026-12-28T07:00:00Z, the evening before a holiday",
        "22:00-06:00, 2026-01-12T21:30:00Z, 2026-01-12T21:30:00Z, at night",
        "22:00-06:00, 2026-01-17T03:00:00Z, 2026-01-17T03:00:00Z, the night from Friday belongs to Friday",
        "22:00-06:00, 2026-01-17T21:30:00Z, 2026-01-19T21:00:00Z, Saturday night",
    })
    void workingHours(String hours, Instant at, Instant told, String why) {
        Set<LocalDate> christmas = Set.of(LocalDate.parse("2026-12-25"));
        Hours working = new Hours(BERLIN, window(WORKDAYS, hours), Optional.empty(), christmas, Set.of());
        assertThat(working.earliest(at, "warning")).as(why).isEqualTo(told);
    }

    @ParameterizedTest(name = "an alert at {0} is told at {1}")
    @CsvSource({
        "2026-12-24T22:59:59Z, 2026-12-24T22:59:59Z",
        "2026-12-24T23:00:00Z, 2026-12-26T23:00:00Z",
        "2026-12-26T22:59:59Z, 2026-12-26T23:00:00Z",
    })
    void withoutWorkingHoursHolidaysAreQuietFromMidnightToMidnight(Instant at, Instant told) {
        Set<LocalDate> christmas = Set.of(LocalDate.parse("2026-12-25"), LocalDate.parse("2026-12-26"));
        Hours hours = new Hours(BERLIN, Optional.empty(), Optional.empty(), christmas, Set.of());
        assertThat(hours.earliest(at, "warning")).isEqualTo(told);
    }

    @Test
    void bothAreRespected() {
        Hours hours =
                new Hours(BERLIN, window(WORKDAYS, "08:00-18:00"), window(ALL, "12:00-13:00"), Set.of(), Set.of());
        assertThat(hours.earliest(Instant.parse("2026-01-12T11:15:00Z"), "info"))
                .isEqualTo("2026-01-12T12:00:00Z");
        assertThat(hours.earliest(Instant.parse("2026-01-12T18:15:00Z"), "info"))
                .isEqualTo("2026-01-13T07:00:00Z");
    }

    @Test
    void aSeverityThatIsExceptedDoesNotWait() {
        Hours hours = new Hours(BERLIN, Optional.empty(), window(ALL, "22:00-07:00"), Set.of(), Set.of("critical"));
        Instant night = Instant.parse("2026-01-12T23:00:00Z");
        assertThat(hours.earliest(night, "critical")).isEqualTo(night);
        assertThat(hours.earliest(night, "warning")).isEqualTo("2026-01-13T06:00:00Z");
    }
}
