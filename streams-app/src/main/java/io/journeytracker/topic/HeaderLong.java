package io.journeytracker.topic;

import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** A header whose value is a big-endian long. */
public final class HeaderLong {

    private HeaderLong() {}

    /**
     * The header's value, or the default where it is absent.
     *
     * @throws IllegalArgumentException if it has another length than 8 bytes
     */
    public static long read(Headers headers, String name, long absent) {
        Header header = headers.lastHeader(name);
        if (header == null) {
            return absent;
        }
        byte[] value = header.value();
        if (value == null || value.length != Long.BYTES) {
            throw new IllegalArgumentException("header " + name + " must have 8 bytes, a big-endian long");
        }
        return ByteBuffer.wrap(value).getLong();
    }

    public static byte[] bytes(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }
}
