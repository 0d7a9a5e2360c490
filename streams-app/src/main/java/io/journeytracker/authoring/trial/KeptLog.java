package io.journeytracker.authoring.trial;

import io.journeytracker.log.LogReader;
import io.journeytracker.log.LogRow;
import java.util.List;

/** Rows that are in memory already. */
final class KeptLog implements LogReader {

    private final List<LogRow> rows;
    private int next;

    KeptLog(List<LogRow> rows) {
        this.rows = rows;
    }

    @Override
    public LogRow next() {
        return next < rows.size() ? rows.get(next++) : null;
    }

    @Override
    public String text() {
        return "";
    }

    @Override
    public String name() {
        return "the kept touchpoints";
    }

    @Override
    public long bytesRead() {
        return 0;
    }

    @Override
    public void close() {
        // Nothing is held open.
    }
}
