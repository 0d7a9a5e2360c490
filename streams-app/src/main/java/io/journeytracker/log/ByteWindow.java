package io.journeytracker.log;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * A stretch of a file in memory, from the start of the row at hand on. Bounded: a row longer than {@link #MOST} is not
 * held whole.
 */
final class ByteWindow {

    /** The longest row, in bytes. */
    static final int MOST = 1 << 20;

    private static final int FIRST = 256 * 1024;

    private final InputStream in;
    private byte[] bytes = new byte[FIRST];
    private int start;
    private int end;
    private boolean ended;

    ByteWindow(InputStream in) {
        this.in = in;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Where the row at hand begins. */
    int start() {
        return start;
    }

    /** Where what was read so far ends. */
    int end() {
        return end;
    }

    /** The next row begins there. */
    void startAt(int position) {
        start = position;
    }

    /** True where nothing more can be had: the file has ended, or the row is too long. */
    boolean full() {
        return ended || end - start >= MOST;
    }

    /** True at the end of the file. */
    boolean ended() {
        return ended;
    }

    /** Reads more, moving the row at hand to the front. Positions before it are void. */
    void more() throws IOException {
        if (start > 0) {
            System.arraycopy(bytes, start, bytes, 0, end - start);
            end -= start;
            start = 0;
        }
        if (end == bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(2 * bytes.length, MOST + FIRST));
        }
        int read = in.read(bytes, end, bytes.length - end);
        if (read < 0) {
            ended = true;
        } else {
            end += read;
        }
    }
}
