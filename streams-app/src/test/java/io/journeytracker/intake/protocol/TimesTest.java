package io.journeytracker.intake.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {

    private static final DateTimeFormatter JAVA_SCRIPTS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    @Test
    void aTimeAsJavaScriptWritesItIsReadToTheMillisecond() {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            // From the year 1000 to 9999.
            long time = random.nextLong(-30_610_224_000_000L, 253_402_300_800_000L);
            assertThat(Times.parse(JAVA_SCRIPTS.format(Instant.ofEpochMilli(time))))
                    .contains(time);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-02T09:12:00Z, 2026-03-02T09:12:00.000Z",
        "2026-03-02 09:12:00.5, 2026-03-02T09:12:00.500Z",
        "2026-03-02T09:12:00.000+01:00, 2026-03-02T08:12:00.000Z",
        "2026-03-02t09:12:00.000z, 2026-03-02T09:12:00.000Z",
        "2026-03-02T09:12:00.000Z, 2026-03-02T09:12:00.000Z",
        "2026-03-02, 2026-03-02T00:00:00.000Z",
        "1772442720, 2026-03-02T09:12:00.000Z"
    })
    void timesInWhateverSpellingAreOne(String written, Instant time) {
        assertThat(Times.parse(written)).contains(time.toEpochMilli());
    }

    @ParameterizedTest
    @CsvSource({"2026-13-02T09:12:00.000Z", "2026-03-32T09:12:00.000Z", "2026-03-02T25:12:00.000Z", "yesterday", "''"})
    void whatIsNoTimeIsNone(String written) {
        assertThat(Times.parse(written)).isEmpty();
    }
}
