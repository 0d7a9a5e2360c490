package io.journeytracker.config;

import java.time.Duration;
import java.util.Optional;

/**
 * How time is written to the partitions.
 *
 * @param interval empty: by the number of partitions
 * @param allowance how far ticks stay behind the wall clock
 * @param settle how long ticks wait after an outage
 * @param ahead a tick further ahead of the reader's wall clock than this is not believed
 * @param hold write none
 */
public record TickSettings(
        Optional<Duration> interval, Duration allowance, Duration settle, Duration ahead, boolean hold) {

    private static final Duration USUAL = Duration.ofMillis(250);
    private static final int PARTITIONS_AT_USUAL = 32;

    /** Each tick becomes one for every pair of partitions: above 32 partitions they come less often. */
    public Duration interval(int partitions) {
        return interval.orElseGet(
                () -> USUAL.multipliedBy(Math.max(1, (partitions + PARTITIONS_AT_USUAL - 1) / PARTITIONS_AT_USUAL)));
    }
}
