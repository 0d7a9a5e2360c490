package io.journeytracker.log;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Reads JSON lines: one object a line, nested fields by their path. Values keep their type. */
final class JsonLinesReader implements LogReader {

    private static final int MOST_NAMES_TOLD = 50;

    private final LogFile file;
    private final TimeParser times;
    private final Columns columns;
    private final TextEncoding encoding;
    private final RejectedRows rejected;
    private final Lines lines;
    private final JsonFields json = new JsonFields();
    private final Map<String, Object> fields = new LinkedHashMap<>();
    private final TreeSet<String> names = new TreeSet<>();
    private final RowBuilder rows;

    JsonLinesReader(LogFile file, TimeParser times, Columns columns, TextEncoding encoding, RejectedRows rejected) {
        this.file = file;
        this.times = times;
        this.columns = columns;
        this.encoding = encoding;
        this.rejected = rejected;
        this.lines = new Lines(encoding.reading(file.bytes()));
        this.rows = new RowBuilder(file.name(), times, columns);
    }

    @Override
    public LogRow next() {
        while (advance()) {
            LogRow row = read();
            if (row != null) {
                return row;
            }
            rejected.reject(lines.line(), rows.problem(), text());
        }
        requireColumns();
        return null;
    }

    @Override
    public String text() {
        return encoding.lenient(lines.bytes(), lines.start(), lines.end());
    }

    private boolean advance() {
        try {
            return lines.next();
        } catch (IOException e) {
            throw LogFile.unreadable(file.path(), e);
        }
    }

    private LogRow read() {
        if (lines.tooLong()) {
            return rows.fail("longer than " + ByteWindow.MOST + " bytes");
        }
        String line = encoding.strict(lines.bytes(), lines.start(), lines.end());
        if (line == null) {
            return rows.fail("has bytes that are not " + encoding.name() + ", see --encoding");
        }
        String broken = json.read(line, fields);
        if (broken != null) {
            return rows.fail(broken);
        }
        note(fields);
        String timeText = text(columns.time());
        return rows.build(
                lines.line(),
                text(columns.customer()),
                text(columns.event()),
                timeText == null ? TimeParser.UNREADABLE : times.parse(timeText),
                timeText,
                columns.channel().map(this::text).orElse(null),
                columns.sentiment().map(this::text).orElse(null),
                columns.id().map(this::text).orElse(null),
                RowProperties.of(fields, columns),
                line.length() * 2);
    }

    private void note(Map<String, Object> seen) {
        for (String name : seen.keySet()) {
            if (names.size() < MOST_NAMES_TOLD
                    || columns.names(name)
                    || columns.further().containsKey(name)) {
                names.add(name);
            }
        }
    }

    private String text(String column) {
        Object value = fields.get(column);
        if (value instanceof Double number && Double.isFinite(number)) {
            return new BigDecimal(number.toString()).toPlainString();
        }
        return value == null ? null : value.toString();
    }

    /** A field that no row has is a mistake in the command, not in the rows. */
    private void requireColumns() {
        require(Optional.of(columns.customer()), "--customer");
        require(Optional.of(columns.event()), "--event");
        require(Optional.of(columns.time()), "--time");
        require(columns.channel(), "--channel");
        require(columns.sentiment(), "--sentiment");
        require(columns.id(), "--id");
        columns.further().forEach((column, option) -> require(Optional.of(column), option));
    }

    private void require(Optional<String> column, String option) {
        boolean constant = column.flatMap(Columns::constant).isPresent();
        if (!constant
                && !names.isEmpty()
                && column.filter(name -> !names.contains(name)).isPresent()) {
            throw new LogException(file.path() + ": no row has a field \"" + column.get() + "\" (" + option
                    + "); its fields are: " + String.join(", ", names));
        }
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
