package io.journeytracker.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.journey.CellKey.Span;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellChangesTest {

    private static final int BUCKETS = 2_000;

    private final Random random = new Random(7);

    private record Range(long from, long to) {}

    /** Also of those that are so old that no number of their own is kept. */
    @ParameterizedTest
    @CsvSource({"HOUR, 3600000", "DAY, 86400000"})
    void aWriteIsNeverMissed(Span span, long length) {
        CellChanges changes = new CellChanges();
        Map<Range, Long> seen = new HashMap<>();
        for (int i = 0; i < 200; i++) {
            long from = random.nextInt(BUCKETS) * length;
            seen.put(new Range(from, from + (1 + random.nextInt(50)) * length), 0L);
        }
        seen.put(new Range(Long.MIN_VALUE, Long.MAX_VALUE), 0L);
        int unmoved = 0;
        for (int round = 0; round < 5_000; round++) {
            long bucket = random.nextInt(BUCKETS) * length;
            changes.written(new CellKey(span, bucket, "shop", 1, 0, -1));
            for (Map.Entry<Range, Long> each : seen.entrySet()) {
                Range range = each.getKey();
                long last = changes.last(span, range.from, range.to);
                if (range.from <= bucket && bucket < range.to) {
                    assertThat(last).as("%s after a write to %d", range, bucket).isGreaterThan(each.getValue());
                } else if (last == each.getValue()) {
                    unmoved++;
                }
                each.setValue(last);
            }
        }
        assertThat(unmoved).as("times that a write elsewhere changed nothing").isGreaterThan(500_000);
    }

    @Test
    void whoReadsWhileAnotherWritesMissesNoWriteEither() throws Exception {
        CellChanges changes = new CellChanges();
        AtomicLong written = new AtomicLong();
        AtomicBoolean over = new AtomicBoolean();
        // One bucket after the other, so that numbers of old ones are given up all the time.
        Thread writer = new Thread(() -> {
            for (long bucket = 1; bucket <= 200_000; bucket++) {
                changes.written(new CellKey(Span.HOUR, bucket * CellKey.HOUR_MILLIS, "shop", 1, 0, -1));
                written.set(bucket);
            }
            over.set(true);
        });
        writer.start();
        long reads = 0;
        while (!over.get() || reads == 0) {
            long before = written.get();
            long last = changes.last(Span.HOUR, Long.MIN_VALUE, Long.MAX_VALUE);
            assertThat(last).as("at least as new as what was written").isGreaterThanOrEqualTo(before);
            if (before > 0) {
                long at = before * CellKey.HOUR_MILLIS;
                assertThat(changes.last(Span.HOUR, at, at + CellKey.HOUR_MILLIS))
                        .as("the bucket written last, or where its number went")
                        .isGreaterThanOrEqualTo(before);
            }
            reads++;
        }
        writer.join();
    }
}
