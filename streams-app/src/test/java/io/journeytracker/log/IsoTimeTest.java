package io.journeytracker.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IsoTimeTest {

    private static final long YEAR_1900 = -2_208_988_800L;
    private static final long YEAR_10000 = 253_402_300_800L;

    private final TimeParser utc = TimeParser.of(Optional.empty(), ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource(textBlock = """
            2019-11-01 17:59:13.273932,     2019-11-01T17:59:13.273Z
            2019-11-01T17:59:13,            2019-11-01T17:59:13Z
            2019-11-01T17:59,               2019-11-01T17:59:00Z
            2019-11-01,                     2019-11-01T00:00:00Z
            2016-11-14T00:00:00Z,           2016-11-14T00:00:00Z
            2019-11-01T17:59:13.9999Z,      2019-11-01T17:59:13.999Z
            '2019-11-01T17:59:13,5+01:00',  2019-11-01T16:59:13.500Z
            2019-11-01T17:59:13+0130,       2019-11-01T16:29:13Z
            2019-11-01T17:59:13-08,         2019-11-02T01:59:13Z
            2019-11-01 17:59:13 +01:00:30,  2019-11-01T16:58:43Z
            2019-11-01 00:00:00 UTC,        2019-11-01T00:00:00Z
            2019-07-01 12:00 Europe/Berlin, 2019-07-01T10:00:00Z
            2019-07-01T12:00:00+02:00[Europe/Berlin], 2019-07-01T10:00:00Z
            1969-12-31T23:59:59.9999Z,      1969-12-31T23:59:59.999Z
            2024-02-29,                     2024-02-29T00:00:00Z
            1572631153,                     2019-11-01T17:59:13Z
            1572631153.9999,                2019-11-01T17:59:13.999Z
            1572631153273,                  2019-11-01T17:59:13.273Z
            -1572631153.0001,               1920-03-02T06:00:46.999Z
            """)
    void readsWhatIsCloseToIso(String written, String meant) {
        assertThat(Instant.ofEpochMilli(utc.parse(written))).isEqualTo(Instant.parse(meant));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "yesterday",
                "2023-02-29",
                "2023-00-10",
                "2023-13-01",
                "2023-04-31",
                "2023-1-1 10:00",
                "2023-01-01T24:00:00",
                "2023-01-01T10:60",
                "2023-01-01T10:00:60",
                "2023-01-01T10",
                "2023-01-01T10:00:00.",
                "2023-01-01T10:00:00+1",
                "2023-01-01T10:00:00+19:00",
                "2023-01-01T10:00:00+01:0",
                "2023-01-01T10:00:00 Mars/Olympus",
                "2023-01-01x10:00:00",
                "20230101",
                "20230101101500",
                "01.02.2023 10:00",
                "1572631153273932"
            })
    void refusesWhatIsNoTimeOrCouldBeTwo(String written) {
        assertThat(utc.parse(written)).isEqualTo(TimeParser.UNREADABLE);
    }

    @Test
    void readsEveryTimeAndOffsetAsJavaTimeDoes() {
        Random random = new Random(7);
        DateTimeFormatter written = DateTimeFormatter.ISO_OFFSET_DATE_TIME;
        for (int i = 0; i < 200_000; i++) {
            Instant time = Instant.ofEpochSecond(
                    YEAR_1900 + 86_400 + (long) (random.nextDouble() * (YEAR_10000 - YEAR_1900 - 200_000)),
                    random.nextInt(1_000_000_000));
            ZoneOffset offset = ZoneOffset.ofTotalSeconds(
                    random.nextBoolean() ? (random.nextInt(73) - 36) * 1800 : random.nextInt(129_601) - 64_800);
            OffsetDateTime there = time.atOffset(offset);
            assertThat(utc.parse(written.format(there)))
                    .as(written.format(there))
                    .isEqualTo(time.toEpochMilli());
        }
    }

    @Test
    void readsEveryDateAsJavaTimeDoes() {
        for (LocalDate date = LocalDate.of(1900, 1, 1); date.getYear() < 2101; date = date.plusDays(1)) {
            assertThat(utc.parse(date.toString())).isEqualTo(date.toEpochDay() * 86_400_000);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Europe/Berlin",
                "America/New_York",
                "Asia/Kathmandu",
                "Australia/Lord_Howe",
                "Pacific/Apia",
                "+02:30"
            })
    void readsTimesOfAZoneAsJavaTimeDoesAlsoWhereClocksAreChanged(String name) {
        ZoneId zone = ZoneId.of(name);
        TimeParser there = TimeParser.of(Optional.empty(), zone);
        LocalDateTime end = LocalDateTime.of(2013, 1, 1, 0, 0);
        for (LocalDateTime time = LocalDateTime.of(2010, 12, 1, 0, 0, 1);
                time.isBefore(end);
                time = time.plusMinutes(15)) {
            assertThat(there.parse(time.toString()))
                    .as(time.toString())
                    .isEqualTo(time.atZone(zone).toInstant().toEpochMilli());
        }
    }

    @Test
    void movesASkippedTimeLaterAndTakesTheFirstOfARepeatedOne() {
        TimeParser berlin = TimeParser.of(Optional.empty(), ZoneId.of("Europe/Berlin"));
        assertThat(Instant.ofEpochMilli(berlin.parse("2024-03-31 02:30:00"))).isEqualTo("2024-03-31T01:30:00Z");
        assertThat(Instant.ofEpochMilli(berlin.parse("2024-10-27 02:30:00"))).isEqualTo("2024-10-27T00:30:00Z");
    }
}
