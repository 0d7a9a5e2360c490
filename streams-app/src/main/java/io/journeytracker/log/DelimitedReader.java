package io.journeytracker.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads CSV, TSV and the like; the first row names the columns. Cells stay text, an empty cell is no value. */
final class DelimitedReader implements LogReader {

    private final LogFile file;
    private final RejectedRows rejected;
    private final TextEncoding encoding;
    private final TextPool pool;
    private final CsvRecords records;
    private final Header header;
    private final TimeParser times;
    private final RowBuilder rows;
    private String undecodable;

    DelimitedReader(
            LogFile file,
            LogSettings settings,
            Columns columns,
            char separator,
            TextEncoding encoding,
            RejectedRows rejected) {
        this.file = file;
        this.rejected = rejected;
        this.encoding = encoding;
        this.pool = new TextPool(encoding);
        this.records = new CsvRecords(encoding.reading(file.bytes()), (byte) separator);
        this.times = settings.times();
        this.rows = new RowBuilder(file.name(), times, columns);
        this.header = header(columns, separator);
    }

    private Header header(Columns columns, char separator) {
        List<String> cells = new ArrayList<>();
        if (!advance()) {
            throw new LogException(file.path() + ": has no header row; expected the names of the columns");
        }
        if (records.broken() != null) {
            throw new LogException(file.path() + ": header row: " + records.broken());
        }
        for (int i = 0; i < records.cells(); i++) {
            String cell = text(i);
            cells.add((cell == null ? lenient(i) : cell).strip());
        }
        String hint = cells.size() > 1
                ? ""
                : "; is the separator right? It is " + (separator == '\t' ? "a tab" : "'" + separator + "'")
                        + ", see --separator";
        return Header.of(file.path().toString(), cells, columns, hint);
    }

    @Override
    public LogRow next() {
        while (advance()) {
            LogRow row = records.broken() == null ? read() : rows.fail(records.broken());
            if (row != null) {
                return row;
            }
            rejected.reject(records.line(), rows.problem(), text());
        }
        return null;
    }

    @Override
    public String text() {
        return encoding.lenient(records.bytes(), records.rowStart(), records.rowEnd());
    }

    private boolean advance() {
        try {
            return records.next();
        } catch (IOException e) {
            throw LogFile.unreadable(file.path(), e);
        }
    }

    private LogRow read() {
        int cells = records.cells();
        if (cells != header.width() && (cells < header.width() || !restIsEmpty())) {
            return rows.fail(cells + " columns; the header has " + header.width());
        }
        undecodable = null;
        int[] positions = header.properties();
        Object[] values = new Object[positions.length];
        int size = 0;
        int weight = 24 + 4 * values.length;
        for (int i = 0; i < positions.length; i++) {
            String value = text(positions[i]);
            if (value != null && !value.isEmpty()) {
                values[i] = value;
                size++;
                weight += 48 + value.length();
            }
        }
        String customer = text(header.customer());
        String event = optional(header.event());
        String channel = optional(header.channel());
        String sentiment = optional(header.sentiment());
        String id = optional(header.id());
        long time = time();
        String timeText = RowBuilder.possible(time) ? null : lenient(header.time());
        if (undecodable != null) {
            return rows.fail(undecodable);
        }
        return rows.build(
                records.line(),
                customer,
                event,
                time,
                timeText,
                channel,
                sentiment,
                id,
                new RowProperties(header.names(), values, size),
                weight);
    }

    private boolean restIsEmpty() {
        for (int i = header.width(); i < records.cells(); i++) {
            if (records.start(i) < records.end(i)) {
                return false;
            }
        }
        return true;
    }

    private long time() {
        int cell = header.time();
        return times.parse(records.bytes(), records.start(cell), records.end(cell));
    }

    private String optional(int cell) {
        return cell < 0 ? null : text(cell);
    }

    private String text(int cell) {
        String text = pool.get(records.bytes(), records.start(cell), records.end(cell));
        if (text == null) {
            undecodable = "column " + (cell + 1) + " has bytes that are not " + encoding.name() + ", see --encoding";
            return null;
        }
        return records.doubled(cell) ? text.replace("\"\"", "\"") : text;
    }

    private String lenient(int cell) {
        return encoding.lenient(records.bytes(), records.start(cell), records.end(cell));
    }

    @Override
    public String name() {
        return file.path().toString();
    }

    @Override
    public long bytesRead() {
        return file.bytesRead();
    }

    @Override
    public void close() {
        file.close();
    }
}
