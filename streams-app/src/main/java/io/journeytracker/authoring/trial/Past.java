package io.journeytracker.authoring.trial;

import io.journeytracker.identity.IdentitiesInMemory;
import io.journeytracker.log.LogRow;
import io.journeytracker.log.RejectedRows;
import io.journeytracker.log.sort.ReadProgress;
import io.journeytracker.log.sort.SortLimits;
import io.journeytracker.log.sort.SortedLog;
import io.journeytracker.schema.TouchpointReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What customers did in the last days, as the topic of touchpoints has it.
 *
 * @param consumer settings of Kafka's consumer
 * @param topic of touchpoints
 * @param identities who is who, nothing known yet
 * @param most so many touchpoints are looked at, the newest
 */
public record Past(
        Map<String, Object> consumer,
        String topic,
        Supplier<TouchpointReader> touchpoints,
        Supplier<IdentitiesInMemory> identities,
        int most) {

    /** So many touchpoints are looked at as a rule. */
    public static final int USUAL_MOST = 200_000;

    /** And about so many bytes of heap, or a quarter of it where that is less. */
    private static final long MOST_BYTES =
            Math.min(256L << 20, Runtime.getRuntime().maxMemory() / 4);

    /**
     * What was found.
     *
     * @param log null: nothing
     * @param dropped older ones that were too many
     */
    record Found(SortedLog log, long dropped, long unreadable) {}

    /**
     * Reads it.
     *
     * @param from milliseconds since the epoch
     * @throws org.apache.kafka.common.KafkaException if it cannot be read
     */
    Found since(long from, RecentReader.Progress progress) {
        Recent recent = new Recent(touchpoints.get(), identities.get(), from, most, MOST_BYTES);
        new RecentReader(consumer, topic).read(from, recent::take, progress);
        List<LogRow> rows = recent.rows();
        return new Found(rows.isEmpty() ? null : sorted(rows), recent.dropped(), recent.unreadable());
    }

    /** They fit into memory already, so that nothing of them is written to a disk. */
    private static SortedLog sorted(List<LogRow> rows) {
        SortLimits memory = new SortLimits(Integer.MAX_VALUE, Long.MAX_VALUE, Path.of(""));
        return SortedLog.sort(new KeptLog(rows), RejectedRows.counting(), memory, ReadProgress.NONE);
    }
}
