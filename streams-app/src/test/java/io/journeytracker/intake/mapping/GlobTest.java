package io.journeytracker.intake.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

    @ParameterizedTest
    @CsvSource({
        "/blog/*, /blog/a/b, true",
        "/blog/*, /blog, false",
        "*shop*, the shop here, true",
        "a*b*c, aXbXbc, true",
        "a*b*c, aXbX, false",
        "a.c, abc, false",
        "*, anything, true",
        "**, x, true",
        "'', x, false",
    })
    void starsStandForAnything(String pattern, String text, boolean matches) {
        assertThat(Glob.matches(pattern, text)).isEqualTo(matches);
    }

    @Test
    void noPatternTakesLong() {
        String pattern = "*a".repeat(100) + "b";
        String text = "a".repeat(1_000);

        Assertions.assertTimeout(Duration.ofSeconds(20), () -> assertThat(Glob.matches(pattern, text))
                .isFalse());
    }
}
