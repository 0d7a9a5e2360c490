package io.journeytracker.schema;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads Avro's binary encoding straight out of an array. Whatever is not there or makes no sense gives an {@link
 * IndexOutOfBoundsException}. One thread.
 *
 * @see <a href="https://avro.apache.org/docs/1.12.0/specification/#binary-encoding">Binary encoding</a>
 */
final class AvroCursor {

    private static final int WORDS = 1024;
    private static final int LONGEST_WORD = 64;
    private static final int LONGEST_NUMBER = 70;

    private final byte[][] wordBytes = new byte[WORDS][];
    private final String[] words = new String[WORDS];
    private byte[] bytes = new byte[0];
    private int at;

    void on(byte[] array, int from) {
        bytes = array;
        at = from;
    }

    long readLong() {
        long value = 0;
        for (int shift = 0; shift < LONGEST_NUMBER; shift += 7) {
            byte next = bytes[at++];
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value >>> 1 ^ -(value & 1);
            }
        }
        throw new IndexOutOfBoundsException("a number of more than ten bytes");
    }

    /** A number from 0 to less than the count: the branch of a union, the symbol of an enum. */
    int readIndex(int count) {
        long index = readLong();
        if (index < 0 || index >= count) {
            throw new IndexOutOfBoundsException("branch or symbol " + index + " of " + count);
        }
        return (int) index;
    }

    double readDouble() {
        long bits = 0;
        for (int i = 0; i < Double.BYTES; i++) {
            bits |= (bytes[at++] & 0xffL) << i * Byte.SIZE;
        }
        return Double.longBitsToDouble(bits);
    }

    boolean readBoolean() {
        return bytes[at++] != 0;
    }

    String readText() {
        int length = readLength();
        String text = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return text;
    }

    /** A text of which the same ones come again and again: it is looked up among those seen lately before a new one is made. */
    String readWord() {
        int length = readLength();
        if (length > LONGEST_WORD) {
            String text = new String(bytes, at, length, StandardCharsets.UTF_8);
            at += length;
            return text;
        }
        int hash = length;
        for (int i = at; i < at + length; i++) {
            hash = hash * 31 + bytes[i];
        }
        int slot = (hash ^ hash >>> 15) & WORDS - 1;
        byte[] known = wordBytes[slot];
        if (known == null || !Arrays.equals(known, 0, known.length, bytes, at, at + length)) {
            wordBytes[slot] = Arrays.copyOfRange(bytes, at, at + length);
            words[slot] = new String(bytes, at, length, StandardCharsets.UTF_8);
        }
        at += length;
        return words[slot];
    }

    /** How many items the next block of a map has, 0: there is none. After a negative number the block's size in bytes stands. */
    long readBlock() {
        long count = readLong();
        if (count < 0) {
            readLong();
            return -count;
        }
        return count;
    }

    private int readLength() {
        long length = readLong();
        if (length < 0 || length > bytes.length - at) {
            throw new IndexOutOfBoundsException(
                    "a text of " + length + " bytes where " + (bytes.length - at) + " are left");
        }
        return (int) length;
    }
}
