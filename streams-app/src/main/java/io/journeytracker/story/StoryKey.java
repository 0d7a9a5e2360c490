package io.journeytracker.story;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;

/**
 * Keys of the store: the customer with its length before it, so that nobody's key begins as another one's does, and which piece of the
 * story it is. Pieces are in the order in which they were begun.
 */
public final class StoryKey {

    /** In place of a piece: what became of the customer. */
    static final long MARK = 0;

    private StoryKey() {}

    /** @param piece more than 0, or {@link #MARK} */
    static Bytes of(String customer, long piece) {
        byte[] name = customer.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(Short.BYTES + name.length + Long.BYTES)
                .putShort((short) name.length)
                .put(name)
                .putLong(piece)
                .array());
    }

    /** All pieces of a customer, and the mark, are from here, */
    public static Bytes from(String customer) {
        return of(customer, MARK);
    }

    /** to here. */
    public static Bytes to(String customer) {
        return of(customer, Long.MAX_VALUE);
    }

    /** Whose key it is. */
    public static String customer(Bytes key) {
        ByteBuffer bytes = ByteBuffer.wrap(key.get());
        byte[] name = new byte[bytes.getShort()];
        bytes.get(name);
        return new String(name, StandardCharsets.UTF_8);
    }
}
