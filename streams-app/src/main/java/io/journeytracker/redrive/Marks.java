package io.journeytracker.redrive;

import io.journeytracker.topic.Headers;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Which letters were sent again already. A mark is a record in the topic of dead letters itself, in the letters' own partition,
 * without key and value, with their offsets in a header. It is written in one transaction with what is sent.
 */
final class Marks {

    private final Map<Integer, Set<Long>> done = new HashMap<>();
    private int count;

    static boolean isMark(ConsumerRecord<byte[], byte[]> record) {
        return record.headers().lastHeader(Headers.DEAD_REDRIVEN) != null;
    }

    /** Takes in a mark. */
    void read(ConsumerRecord<byte[], byte[]> mark) {
        Header header = mark.headers().lastHeader(Headers.DEAD_REDRIVEN);
        ByteBuffer offsets = ByteBuffer.wrap(header.value() == null ? new byte[0] : header.value());
        while (offsets.remaining() >= Long.BYTES) {
            if (done.computeIfAbsent(mark.partition(), any -> new TreeSet<>()).add(offsets.getLong())) {
                count++;
            }
        }
    }

    boolean done(ConsumerRecord<byte[], byte[]> letter) {
        return done.getOrDefault(letter.partition(), Set.of()).contains(letter.offset());
    }

    /** How many letters are marked. */
    int count() {
        return count;
    }

    /** @param offsets of letters in this partition */
    static ProducerRecord<byte[], byte[]> mark(String topic, int partition, List<Long> offsets) {
        ByteBuffer bytes = ByteBuffer.allocate(offsets.size() * Long.BYTES);
        offsets.forEach(bytes::putLong);
        return new ProducerRecord<>(
                topic, partition, null, null, null, List.of(new RecordHeader(Headers.DEAD_REDRIVEN, bytes.array())));
    }
}
