package io.journeytracker.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.journey.CellKey.Span;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
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
}
