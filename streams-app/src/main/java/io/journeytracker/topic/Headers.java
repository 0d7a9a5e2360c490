package io.journeytracker.topic;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.header.Header;

/**
 * The names of the record headers that travel on our topics. A contract with other people's producers and consumers
 * (docs/producing.md): a name or a layout that is in use never changes. All numbers are big-endian.
 */
public final class Headers {

    /**
     * The order stamp of a touchpoint: 8 bytes, a long. Of two touchpoints of one customer at the same time the one with
     * the smaller stamp comes first. Absent: the record's offset on the topic touchpoints.
     */
    public static final String ORDER = "jt-order";

    /**
     * Marks a tick, a record without key and value that carries time through a partition. 16 bytes: the time in
     * milliseconds since the epoch (a long), the number of partitions of the source topic (an int), and the source
     * partition that the tick passed through (an int; -1: none yet).
     */
    public static final String TICK = "jt-tick";

    /**
     * Marks a tick that came through the identity step, as {@link #TICK}; its source is a partition of
     * touchpoints-by-customer.
     */
    public static final String TICK_RESOLVED = "jt-tick-resolved";

    /** Marks what one partition says to another about who is who: its value is no touchpoint. Empty. */
    public static final String IDENTITY = "jt-identity";

    /** How often a touchpoint was sent on to a stronger identifier of its customer: 8 bytes, a long. Absent: never. */
    public static final String HOPS = "jt-hops";

    /**
     * 8 bytes, a long, milliseconds since the epoch: this record belongs to a replay or a back-fill, and what becomes
     * true up to that time is old news. Absent: live.
     */
    public static final String REPLAY_UNTIL = "jt-replay-until";

    /**
     * Marks a record of the topic of dead letters that is none: it tells which letters of its partition were sent again. Any
     * number of offsets, 8 bytes each, longs.
     */
    public static final String DEAD_REDRIVEN = "jt-dead-redriven";

    /** Of a dead letter: why it is one. UTF-8 text, a short word with dashes, for instance {@code undecodable}. */
    public static final String DEAD_REASON = "jt-dead-reason";

    /** Of a dead letter: the topic it was read from, UTF-8 text. */
    public static final String DEAD_TOPIC = "jt-dead-topic";

    /** Of a dead letter: the partition it was read from. 4 bytes, an int. */
    public static final String DEAD_PARTITION = "jt-dead-partition";

    /** Of a dead letter: the offset it was read at. 8 bytes, a long. */
    public static final String DEAD_OFFSET = "jt-dead-offset";

    /** Of a dead letter: what was found and what was expected, a sentence in UTF-8 text. */
    public static final String DEAD_MESSAGE = "jt-dead-message";

    /** Of a dead letter of the intake: the protocol that read it, UTF-8 text, for instance {@code segment}. */
    public static final String DEAD_PROTOCOL = "jt-dead-protocol";

    /** Of a dead letter of the intake: the path that it was sent to, without its query, UTF-8 text. */
    public static final String DEAD_PATH = "jt-dead-path";

    /** Of a dead letter of the intake: the name of the source whose write key came with it, UTF-8 text; empty: none. */
    public static final String DEAD_SOURCE = "jt-dead-source";

    /** Of a dead letter of the intake: when it was received, 8 bytes, a long, milliseconds since the epoch. */
    public static final String DEAD_RECEIVED = "jt-dead-received";

    /** Of a dead letter of the intake: the content type that it was sent with, UTF-8 text; empty: none. */
    public static final String DEAD_CONTENT_TYPE = "jt-dead-content-type";

    /**
     * Of a dead letter of the intake: request headers without which its body cannot be read again, UTF-8 text, encoded as in a
     * query by their names in small letters. Absent: none.
     */
    public static final String DEAD_HEADERS = "jt-dead-headers";

    /** Of a dead letter of the intake that came without a body: its query without the write key, UTF-8 text. Absent: none. */
    public static final String DEAD_QUERY = "jt-dead-query";

    /** Marks a subscription or target that comes from a file of the configuration: it is deleted when no file says it any more. Empty. */
    public static final String FROM_FILE = "jt-from-file";

    /** Of an acknowledgement in alert-life: who wrote it, UTF-8 text, another one after every start. */
    public static final String WRITTEN_BY = "jt-written-by";

    private static final String OURS = "jt-";
    private static final String DEAD = "jt-dead-";
    private static final Set<String> PRODUCERS = Set.of(ORDER, REPLAY_UNTIL);

    private Headers() {}

    /** Whether a dead letter says with it what became of the record; anything else is a header of the record's own. */
    public static boolean isOfLetter(String name) {
        return name.startsWith(DEAD);
    }

    /**
     * Takes from a touchpoint what the application alone says in a header: from a producer it would be believed further on.
     * {@link #ORDER}, {@link #REPLAY_UNTIL} and whatever does not begin with {@code jt-} stay.
     */
    public static void removeOurs(org.apache.kafka.common.header.Headers headers) {
        List<String> ours = new ArrayList<>(0);
        for (Header header : headers) {
            if (header.key().startsWith(OURS) && !PRODUCERS.contains(header.key())) {
                ours.add(header.key());
            }
        }
        ours.forEach(headers::remove);
    }
}
