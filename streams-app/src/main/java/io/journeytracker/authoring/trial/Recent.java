package io.journeytracker.authoring.trial;

import io.journeytracker.failure.UnusableRecordException;
import io.journeytracker.identity.IdentitiesInMemory;
import io.journeytracker.identity.TouchpointIdentity;
import io.journeytracker.journey.TouchpointRecord;
import io.journeytracker.log.LogRow;
import io.journeytracker.schema.Touchpoint;
import io.journeytracker.schema.TouchpointReader;
import io.journeytracker.topic.HeaderLong;
import io.journeytracker.topic.Headers;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;

/**
 * The newest touchpoints of those it is given, within bounds; which customer each belongs to is known once it has all of them. For
 * one thread.
 */
final class Recent {

    /** What a touchpoint takes in heap, measured against what it takes as bytes. */
    private static final int HEAP_OF_BYTES = 4;

    /** And at least, in bytes: its objects, however short their texts are. */
    static final int LEAST_WEIGHT = 500;

    /** What each customer takes besides while the log is folded by two maps: states, stalls and alerts that stand. */
    static final int CUSTOMER_WEIGHT = 3_000;

    private static final Comparator<LogRow> OLDEST_FIRST =
            Comparator.comparingLong(LogRow::time).thenComparingLong(LogRow::order);

    private final TouchpointReader touchpoints;
    private final IdentitiesInMemory identities;
    private final long from;
    private final long mostBytes;
    private final PriorityQueue<LogRow> rows = new PriorityQueue<>(OLDEST_FIRST);
    /** How many rows each has, before it is known which of them are one customer: so there are rather too many. */
    private final Map<String, Integer> rowsOf = new HashMap<>();

    private long bytes;
    private LogRow newestDropped;
    private long dropped;
    private long unreadable;

    /**
     * @param from earlier ones are passed over, milliseconds since the epoch
     * @param mostBytes about so many bytes of heap are taken by those that are kept, and by their customers when they are folded
     */
    Recent(TouchpointReader touchpoints, IdentitiesInMemory identities, long from, long mostBytes) {
        this.touchpoints = touchpoints;
        this.identities = identities;
        this.from = from;
        this.mostBytes = mostBytes;
    }

    /** A record of the topic of touchpoints; ticks and what nobody can read are passed over. */
    void take(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return;
        }
        try {
            Touchpoint touchpoint = touchpoints.read(record.topic(), record.headers(), record.value());
            TouchpointRecord checked = TouchpointRecord.of(touchpoint, record.timestamp(), record.headers());
            if (checked.time() < from) {
                return;
            }
            TouchpointIdentity.of(touchpoint).check();
            long order = HeaderLong.read(record.headers(), Headers.ORDER, record.offset());
            touchpoint.setTime(checked.time());
            add(new LogRow(order, touchpoint, Math.max(record.value().length * HEAP_OF_BYTES, LEAST_WEIGHT)));
        } catch (UnusableRecordException | SerializationException | IllegalArgumentException bad) {
            // It lies with the dead letters, where its reason is.
            unreadable++;
        }
    }

    private void add(LogRow row) {
        if (newestDropped != null && OLDEST_FIRST.compare(row, newestDropped) <= 0) {
            // A light one would find room where a heavy one gave it up, but from some moment on all of them are there.
            dropped++;
            return;
        }
        rows.add(row);
        bytes += row.weight();
        if (rowsOf.merge(id(row), 1, Integer::sum) == 1) {
            bytes += CUSTOMER_WEIGHT;
        }
        while (bytes > mostBytes) {
            newestDropped = rows.remove();
            bytes -= newestDropped.weight();
            if (rowsOf.computeIfPresent(id(newestDropped), (id, of) -> of == 1 ? null : of - 1) == null) {
                bytes -= CUSTOMER_WEIGHT;
            }
            dropped++;
        }
    }

    private static String id(LogRow row) {
        Touchpoint touchpoint = row.touchpoint();
        return touchpoint.getUserId() != null ? touchpoint.getUserId() : String.valueOf(touchpoint.getAnonymousId());
    }

    int size() {
        return rows.size();
    }

    /** How many were left out because there were too many: the oldest. */
    long dropped() {
        return dropped;
    }

    /** How many nobody can read. */
    long unreadable() {
        return unreadable;
    }

    /**
     * By time and order stamp, each with its customer; gives them away. Who is who is learned from these alone and in this order, so
     * that it does not depend on which partition was read first, and takes no more memory than they do.
     */
    List<LogRow> rows() {
        Owners owners = new Owners(identities);
        for (LogRow row = rows.poll(); row != null; row = rows.poll()) {
            owners.take(row);
        }
        List<LogRow> sorted = owners.rows();
        sorted.sort(OLDEST_FIRST);
        return sorted;
    }
}
