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
 * @param mostBytes about so much heap is taken by those that are looked at, the newest, and by their customers; no more than a quarter of it
 */
public record Past(
        Map<String, Object> consumer,
        String topic,
        Supplier<TouchpointReader> touchpoints,
        Supplier<IdentitiesInMemory> identities,
        long mostBytes) {

    private static final int SHARE_OF_HEAP = 4;

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
        long bytes = Math.min(mostBytes, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
        Recent recent = new Recent(touchpoints.get(), identities.get(), from, bytes);
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
