package io.journeytracker.log;

import java.io.Closeable;

/**
 * Reads a log row by row, in the order of the file. Rows that cannot be understood go to {@link RejectedRows} and are
 * passed over.
 */
public interface LogReader extends Closeable {

    /**
     * The next row that could be read.
     *
     * @return null at the end of the log
     * @throws LogException if the log as a whole cannot be read
     */
    LogRow next();

    /** The row that {@link #next} gave last, as the file writes it as far as that is known. */
    String text();

    /** What messages call the log. */
    default String name() {
        return "the log";
    }

    /** Bytes of the file read so far, as they lie on disk. */
    long bytesRead();

    @Override
    void close();
}
