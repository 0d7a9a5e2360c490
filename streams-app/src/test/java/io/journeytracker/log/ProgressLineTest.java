package io.journeytracker.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

    private final AtomicLong nanos = new AtomicLong();
    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

    private ProgressLine progress(long total) {
        return new ProgressLine(new PrintStream(screen, true, StandardCharsets.UTF_8), "reading", total, nanos::get);
    }

    @Test
    void showsShareAndRateFourTimesASecondAndWipesItself() {
        try (ProgressLine progress = progress(1000)) {
            progress.update(1, 10);
            nanos.set(500_000_000L);
            progress.update(250, 2000);
            nanos.addAndGet(1000);
            progress.update(260, 2100);
        }
        assertThat(screen.toString(StandardCharsets.UTF_8))
                .isEqualTo("\rreading  25 %, 2,000 touchpoints, 4,000 a second\r" + " ".repeat(48) + "\r");
    }

    @Test
    void leavesTheShareOutWhereTheTotalIsNotKnown() {
        ProgressLine progress = progress(0);
        nanos.set(1_000_000_000L);
        progress.update(250, 2000);
        assertThat(screen.toString(StandardCharsets.UTF_8)).isEqualTo("\rreading, 2,000 touchpoints, 2,000 a second");
    }

    @Test
    void isSilentWhereNobodyWatches() {
        try (ProgressLine progress = new ProgressLine(null, "reading", 10, nanos::get)) {
            nanos.set(1_000_000_000L);
            progress.update(5, 5);
        }
        assertThat(screen.size()).isZero();
    }
}
