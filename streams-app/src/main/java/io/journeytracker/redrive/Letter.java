package io.journeytracker.redrive;

import io.journeytracker.topic.HeaderLong;
import io.journeytracker.topic.Headers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** A dead letter, as it lies in the topic. */
record Letter(ConsumerRecord<byte[], byte[]> record) {

    /** Why it is here; {@code unknown} where it does not say. */
    String reason() {
        return text(Headers.DEAD_REASON).orElse("unknown");
    }

    /** The topic that it was read from; empty: it came by HTTP. */
    Optional<String> topic() {
        return text(Headers.DEAD_TOPIC);
    }

    /** The partition that it was read from. */
    Optional<Integer> partition() {
        return header(Headers.DEAD_PARTITION)
                .filter(value -> value.length == Integer.BYTES)
                .map(value -> ByteBuffer.wrap(value).getInt());
    }

    Optional<String> text(String header) {
        return header(header).map(value -> new String(value, StandardCharsets.UTF_8));
    }

    /** @throws IllegalArgumentException if it is no long */
    long number(String header, long absent) {
        return HeaderLong.read(record.headers(), header, absent);
    }

    boolean has(String header) {
        return header(header).isPresent();
    }

    private Optional<byte[]> header(String name) {
        return Optional.ofNullable(record.headers().lastHeader(name)).map(Header::value);
    }

    /** The headers that it had before it died. */
    RecordHeaders ownHeaders() {
        RecordHeaders own = new RecordHeaders();
        for (Header header : record.headers()) {
            if (!Headers.isOfLetter(header.key())) {
                own.add(header);
            }
        }
        return own;
    }
}
