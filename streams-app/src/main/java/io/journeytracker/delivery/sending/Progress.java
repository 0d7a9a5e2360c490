package io.journeytracker.delivery.sending;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.BitSet;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which messages of one partition are answered. They are answered in any order, and one that takes long must not make the others be sent again after
 * a crash: beside the offset before which all are answered, the commit holds those that are answered behind it. Thread-safe.
 */
final class Progress {

    /** Kafka takes 4096 characters of metadata with a commit; this is the most bits that fit in as base64. */
    private static final int MOST_AHEAD = 3_000 * 8;

    private static final Logger LOG = LoggerFactory.getLogger(Progress.class);

    private final TreeSet<Long> open = new TreeSet<>();
    private final TreeSet<Long> ahead = new TreeSet<>();
    private long end;
    private boolean revoked;
    private OffsetAndMetadata last;

    /** @param committed what was committed last; null: nothing */
    Progress(OffsetAndMetadata committed) {
        last = committed;
        if (committed == null) {
            return;
        }
        end = committed.offset();
        bits(committed.metadata()).stream().forEach(bit -> ahead.add(end + bit));
    }

    /** Where somebody else committed, what is answered ahead is not known: some messages are sent again. */
    private static BitSet bits(String metadata) {
        try {
            return BitSet.valueOf(Base64.getDecoder().decode(metadata.getBytes(StandardCharsets.US_ASCII)));
        } catch (IllegalArgumentException foreign) {
            LOG.warn("The senders' committed offsets were set by another program: some messages may be sent again");
            return new BitSet();
        }
    }

    /** A message was read; false where it is answered already. */
    synchronized boolean read(long offset) {
        end = Math.max(end, offset + 1);
        return !ahead.contains(offset) && open.add(offset);
    }

    synchronized void answered(long offset) {
        if (open.remove(offset)) {
            ahead.add(offset);
        }
    }

    /** Whether so many messages were read behind it that soon not all that are answered fit into a commit. */
    synchronized boolean isCrowdedBehind(long offset) {
        return end - offset > MOST_AHEAD / 2;
    }

    /** Somebody else has the partition now: its messages are not sent from here any more. */
    synchronized void revoke() {
        revoked = true;
    }

    synchronized boolean isRevoked() {
        return revoked;
    }

    /** What is to be committed; null: nothing new since {@link #committed}. */
    synchronized OffsetAndMetadata commit() {
        long before = open.isEmpty() ? end : open.first();
        ahead.headSet(before).clear();
        BitSet bits = new BitSet();
        for (long offset : ahead) {
            if (offset - before < MOST_AHEAD) {
                bits.set((int) (offset - before));
            }
        }
        OffsetAndMetadata now =
                new OffsetAndMetadata(before, Base64.getEncoder().encodeToString(bits.toByteArray()));
        if (now.equals(last) || last == null && before == 0 && ahead.isEmpty()) {
            return null;
        }
        return now;
    }

    synchronized void committed(OffsetAndMetadata offset) {
        last = offset;
    }
}
