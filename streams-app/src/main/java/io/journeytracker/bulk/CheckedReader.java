package io.journeytracker.bulk;

import io.journeytracker.log.LogReader;
import io.journeytracker.log.LogRow;
import io.journeytracker.log.RejectedRows;
import java.nio.charset.StandardCharsets;

/** Passes over the rows that make no touchpoint, with their text as it is in the file: before anything is sent. */
final class CheckedReader implements LogReader {

    /** The intake's bound of one event. */
    static final int MOST_BYTES = 32 * 1024;

    /** What the message id may add. */
    private static final int ID_BYTES = 100;

    private final LogReader rows;
    private final RowMapping mapping;
    private final RejectedRows rejected;

    CheckedReader(LogReader rows, RowMapping mapping, RejectedRows rejected) {
        this.rows = rows;
        this.mapping = mapping;
        this.rejected = rejected;
    }

    @Override
    public LogRow next() {
        for (LogRow row = rows.next(); row != null; row = rows.next()) {
            try {
                check(row);
                return row;
            } catch (UnusableRowException unusable) {
                rejected.reject(row.order(), unusable.getMessage(), rows.text());
            }
        }
        return null;
    }

    private void check(LogRow row) throws UnusableRowException {
        int bytes = mapping.json(row).toString().getBytes(StandardCharsets.UTF_8).length + ID_BYTES;
        if (bytes > MOST_BYTES) {
            throw new UnusableRowException("is " + bytes + " bytes as JSON; expected at most " + MOST_BYTES);
        }
    }

    @Override
    public String text() {
        return rows.text();
    }

    @Override
    public String name() {
        return rows.name();
    }

    @Override
    public long bytesRead() {
        return rows.bytesRead();
    }

    @Override
    public void close() {
        rows.close();
    }
}
