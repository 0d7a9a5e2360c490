package io.journeytracker.log.sort;

import io.journeytracker.log.LogRow;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A stretch of rows, sorted, in a temporary file.
 *
 * @param rows how many
 */
record SortRun(Path file, long rows) {

    private static final int BUFFER = 64 * 1024;

    /** Writes all that a cursor gives. */
    static SortRun write(Path file, LogCursor rows) throws IOException {
        long count = 0;
        try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER))) {
            for (LogRow row = rows.next(); row != null; row = rows.next()) {
                RowCodec.write(row, out);
                count++;
            }
        }
        return new SortRun(file, count);
    }

    LogCursor cursor() throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER));
        return new LogCursor() {

            private long left = rows;

            @Override
            public LogRow next() {
                try {
                    return left-- > 0 ? RowCodec.read(in) : null;
                } catch (IOException e) {
                    throw SortFolder.failed(file, e);
                }
            }

            @Override
            public void close() {
                try {
                    in.close();
                } catch (IOException e) {
                    throw SortFolder.failed(file, e);
                }
            }
        };
    }
}
