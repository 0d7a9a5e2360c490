package io.journeytracker.schema;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes Avro's binary encoding straight into an array, the counterpart of {@link AvroCursor}. One thread.
 *
 * @see <a href="https://avro.apache.org/docs/1.12.0/specification/#binary-encoding">Binary encoding</a>
 */
final class AvroPen {

    private static final int LONGEST_NUMBER = 10;
    private static final int LAST_OF_ONE_BYTE = 0x7f;
    /** What one large record needed is not kept for all small ones that follow. */
    private static final int LARGEST_KEPT = 64 << 10;

    private byte[] bytes = new byte[1 << 10];
    private int at;

    /** Begins anew. */
    void begin() {
        at = 0;
        if (bytes.length > LARGEST_KEPT) {
            bytes = new byte[LARGEST_KEPT];
        }
    }

    /** What was written since {@link #begin}. */
    byte[] written() {
        return Arrays.copyOf(bytes, at);
    }

    void raw(byte[] some) {
        room(some.length);
        System.arraycopy(some, 0, bytes, at, some.length);
        at += some.length;
    }

    void number(long value) {
        room(LONGEST_NUMBER);
        long rest = value << 1 ^ value >> Long.SIZE - 1;
        while ((rest & ~LAST_OF_ONE_BYTE) != 0) {
            bytes[at++] = (byte) (rest | LAST_OF_ONE_BYTE + 1);
            rest >>>= 7;
        }
        bytes[at++] = (byte) rest;
    }

    void fraction(double value) {
        room(Double.BYTES);
        long bits = Double.doubleToRawLongBits(value);
        for (int i = 0; i < Double.BYTES; i++) {
            bytes[at++] = (byte) (bits >>> i * Byte.SIZE);
        }
    }

    void truth(boolean value) {
        room(1);
        bytes[at++] = (byte) (value ? 1 : 0);
    }

    void text(String text) {
        int length = text.length();
        int before = at;
        number(length);
        room(length);
        for (int i = 0; i < length; i++) {
            char letter = text.charAt(i);
            if (letter > LAST_OF_ONE_BYTE) {
                at = before;
                byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
                number(encoded.length);
                raw(encoded);
                return;
            }
            bytes[at + i] = (byte) letter;
        }
        at += length;
    }

    private void room(int more) {
        if (bytes.length - at < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, at + more));
        }
    }
}
