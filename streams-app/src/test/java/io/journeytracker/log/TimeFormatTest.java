package io.journeytracker.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeFormatTest {

    private static TimeParser of(String format) {
        return TimeParser.of(Optional.of(format), ZoneId.of("Europe/Berlin"));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            dd.MM.yyyy HH:mm:ss,        23.11.2024 10:11:12,       2024-11-23T09:11:12Z
            dd.MM.yyyy HH:mm,           01.07.2024 10:11,          2024-07-01T08:11:00Z
            MM/dd/yyyy,                 07/01/2024,                2024-06-30T22:00:00Z
            M/d/yy h:mm a,              7/1/24 3:05 pm,            2024-07-01T13:05:00Z
            d MMM yyyy HH:mm:ss.SSSSSS, 1 Nov 2024 00:00:00.999999, 2024-10-31T23:00:00.999Z
            yyyyMMddHHmmss,             20241123101112,            2024-11-23T09:11:12Z
            dd/MMM/yyyy:HH:mm:ss Z,     23/Nov/2024:10:11:12 -0500, 2024-11-23T15:11:12Z
            uuuu-MM-dd'T'HH:mm:ssXXX,   2024-11-23T10:11:12+05:30, 2024-11-23T04:41:12Z
            epoch-ms,                   1572631153273,             2019-11-01T17:59:13.273Z
            epoch-ms,                   0,                         1970-01-01T00:00:00Z
            epoch-ms,                   -1.5,                      1969-12-31T23:59:59.998Z
            epoch-s,                    1572631153,                2019-11-01T17:59:13Z
            epoch-s,                    1.572631153273E9,          2019-11-01T17:59:13.273Z
            """)
    void readsTimesInTheGivenForm(String format, String written, String meant) {
        assertThat(Instant.ofEpochMilli(of(format).parse(written))).isEqualTo(Instant.parse(meant));
    }

    @ParameterizedTest
    @CsvSource({
        "dd.MM.yyyy, 30.02.2024",
        "dd.MM.yyyy, 2024-02-03",
        "dd.MM.yyyy HH:mm, 03.02.2024",
        "epoch-ms, soon",
        "epoch-ms, 1e999999999",
        "epoch-s, 99999999999999999999999999",
        "epoch-s, ''"
    })
    void refusesOtherTimes(String format, String written) {
        assertThat(of(format).parse(written)).isEqualTo(TimeParser.UNREADABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dd.MM.jjjj", "epoch", "HH:mm:ss", "dd.MM. HH:mm", "'"})
    void aFormatThatGivesNoTimeIsNamed(String format) {
        assertThatThrownBy(() -> of(format))
                .isInstanceOf(LogException.class)
                .hasMessageContaining("--time-format " + format);
    }

    @Test
    void skippedAndRepeatedTimesGoAsWithoutAFormat() {
        assertThat(Instant.ofEpochMilli(of("dd.MM.yyyy HH:mm").parse("31.03.2024 02:30")))
                .isEqualTo("2024-03-31T01:30:00Z");
        assertThat(Instant.ofEpochMilli(of("dd.MM.yyyy HH:mm").parse("27.10.2024 02:30")))
                .isEqualTo("2024-10-27T00:30:00Z");
    }
}
