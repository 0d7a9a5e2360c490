package io.journeytracker.failure;

import io.journeytracker.topic.HeaderLong;
import io.journeytracker.topic.Headers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The headers that a dead letter adds to the record's own; key and value are the record's, byte for byte. */
public final class DeadLetter {

    private DeadLetter() {}

    /** @param message what was found and what was expected, without personal data */
    public static org.apache.kafka.common.header.Headers headers(
            org.apache.kafka.common.header.Headers own,
            DeadReason reason,
            String message,
            String topic,
            int partition,
            long offset) {
        RecordHeaders headers = new RecordHeaders();
        for (Header header : own) {
            // What the record's writer made look like a letter's would hide this one, or be believed of it.
            if (!Headers.isOfLetter(header.key())) {
                headers.add(header);
            }
        }
        headers.add(Headers.DEAD_REASON, utf8(reason.label()));
        headers.add(Headers.DEAD_MESSAGE, utf8(String.valueOf(message)));
        headers.add(Headers.DEAD_TOPIC, utf8(String.valueOf(topic)));
        headers.add(
                Headers.DEAD_PARTITION,
                ByteBuffer.allocate(Integer.BYTES).putInt(partition).array());
        headers.add(Headers.DEAD_OFFSET, HeaderLong.bytes(offset));
        return headers;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
