package io.journeytracker.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MeasurementsTest {

    @Test
    void aSectionReplacesItsFormerSelfAndLeavesTheOthers() {
        String text = Measurements.with("", "Rates", "| a |\n|---|\n| 1 |");
        text = Measurements.with(text, "Memory", "64 MB");
        text = Measurements.with(text, "Rates", "| a |\n|---|\n| 2 |");

        assertThat(text)
                .startsWith("# Measurements\n")
                .containsOnlyOnce("## Rates")
                .contains("| 2 |", "64 MB")
                .doesNotContain("| 1 |");
        assertThat(text.indexOf("## Memory")).isLessThan(text.indexOf("## Rates"));
    }
}
