package io.journeytracker.delivery.sending;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Messages that a newer application wrote and this one cannot read, as in an upgrade one by one. They stay unanswered, so that whoever has their partition
 * after the upgrade reads them again; those behind them are sent meanwhile. What waits for too long, or holds up too much, is handed out to be put away.
 * Used by one thread.
 */
final class Parked {

    private static final int MOST = 1_000;

    /** The outbox keeps messages for seven days. */
    private static final long LONGEST_NANOS = Duration.ofDays(1).toNanos();

    private final LongSupplier nanos;
    private final Deque<Waiting> waiting = new ArrayDeque<>();

    /** @param why it cannot be read, without personal data */
    record Waiting(ConsumerRecord<byte[], byte[]> record, Progress from, String why, long since) {}

    /** @param nanos a clock as {@link System#nanoTime} is one */
    Parked(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Whether it is the first one. */
    boolean park(ConsumerRecord<byte[], byte[]> record, Progress from, String why) {
        waiting.addLast(new Waiting(record, from, why, nanos.getAsLong()));
        return waiting.size() == 1;
    }

    /** Those that can wait no longer; those of partitions that somebody else has now are forgotten. */
    List<Waiting> over() {
        waiting.removeIf(each -> each.from().isRevoked());
        List<Waiting> over = new ArrayList<>();
        waiting.removeIf(each -> {
            boolean out = waiting.size() - over.size() > MOST
                    || nanos.getAsLong() - each.since() > LONGEST_NANOS
                    || each.from().isCrowdedBehind(each.record().offset());
            return out && over.add(each);
        });
        return over;
    }
}
