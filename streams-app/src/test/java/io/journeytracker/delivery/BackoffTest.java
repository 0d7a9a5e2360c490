package io.journeytracker.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.subscription.TargetDefinition;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private static Optional<Duration> after(int attempt, Optional<Duration> asked, String id) {
        return Backoff.after(TargetDefinition.USUAL_RETRIES, attempt, asked, id);
    }

    @Test
    void thereAreTenAttemptsOverThreeDays() {
        Duration all = Duration.ZERO;
        for (int attempt = 1; attempt <= 9; attempt++) {
            Duration usual = TargetDefinition.USUAL_RETRIES.get(attempt - 1);
            Duration pause = after(attempt, Optional.empty(), "msg_1").orElseThrow();
            assertThat(pause)
                    .isBetween(
                            usual.multipliedBy(8).dividedBy(10),
                            usual.multipliedBy(12).dividedBy(10));
            all = all.plus(usual);
        }
        assertThat(all).isBetween(Duration.ofHours(72), Duration.ofHours(80));
        assertThat(after(10, Optional.empty(), "msg_1")).isEmpty();
    }

    @Test
    void messagesThatFailedTogetherDoNotComeAgainTogether() {
        Set<Duration> pauses = IntStream.range(0, 1000)
                .mapToObj(i -> after(1, Optional.empty(), "msg_" + i).orElseThrow())
                .collect(Collectors.toSet());
        assertThat(pauses).hasSizeGreaterThan(500);
        assertThat(after(1, Optional.empty(), "msg_1")).isEqualTo(after(1, Optional.empty(), "msg_1"));
    }

    @Test
    void theLongerOfTheTargetsWishAndTheUsualPauseCounts() {
        assertThat(after(1, Optional.of(Duration.ofMinutes(2)), "msg_1")).contains(Duration.ofMinutes(2));
        assertThat(after(2, Optional.of(Duration.ofSeconds(2)), "msg_1").orElseThrow())
                .isGreaterThan(Duration.ofMinutes(3));
    }
}
