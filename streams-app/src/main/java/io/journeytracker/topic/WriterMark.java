package io.journeytracker.topic;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** Says of records who wrote them, so that of all instances that read one a single one knows it for its own. */
public final class WriterMark {

    private final byte[] id;

    private WriterMark(byte[] id) {
        this.id = id;
    }

    /** Of somebody new: neither another instance's nor that of an earlier life of this one. */
    public static WriterMark fresh() {
        return new WriterMark(UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8));
    }

    public void putOn(Headers headers) {
        headers.add(io.journeytracker.topic.Headers.WRITTEN_BY, id);
    }

    public boolean isOn(Headers headers) {
        Header found = headers.lastHeader(io.journeytracker.topic.Headers.WRITTEN_BY);
        return found != null && Arrays.equals(found.value(), id);
    }
}
