package io.journeytracker.bulk;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Rows for one request, as JSON, with the lines that they come from. */
final class RowBatch {

    /** Below the intake's bound of 500 KB a request, with room for what is around the rows. */
    static final int MOST_BYTES = 480_000;

    private static final byte[] HEAD = "{\"touchpoints\":[".getBytes(StandardCharsets.UTF_8);
    private static final byte[] LIVE = "]}".getBytes(StandardCharsets.UTF_8);
    private static final byte[] BACK_FILL = "],\"backFill\":true}".getBytes(StandardCharsets.UTF_8);

    /**
     * One row.
     *
     * @param line where it stands in the file
     */
    record Row(long line, byte[] json) {}

    private final List<Row> rows = new ArrayList<>();
    private int bytes;

    boolean isEmpty() {
        return rows.isEmpty();
    }

    int size() {
        return rows.size();
    }

    Row row(int index) {
        return rows.get(index);
    }

    /** False where it would become too large; it always takes one. */
    boolean takes(Row row, int mostRows) {
        return rows.isEmpty() || rows.size() < mostRows && bytes + row.json().length + 1 <= MOST_BYTES;
    }

    void add(Row row) {
        rows.add(row);
        bytes += row.json().length + 1;
    }

    /** Its rows in two halves of at least one row each. */
    List<RowBatch> halves() {
        int half = rows.size() / 2;
        return List.of(of(rows.subList(0, half)), of(rows.subList(half, rows.size())));
    }

    private static RowBatch of(List<Row> rows) {
        RowBatch batch = new RowBatch();
        rows.forEach(batch::add);
        return batch;
    }

    /** @param backFill old news, of which nobody is told */
    byte[] json(boolean backFill) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes + HEAD.length + BACK_FILL.length);
        out.writeBytes(HEAD);
        for (int i = 0; i < rows.size(); i++) {
            if (i > 0) {
                out.write(',');
            }
            out.writeBytes(rows.get(i).json());
        }
        out.writeBytes(backFill ? BACK_FILL : LIVE);
        return out.toByteArray();
    }
}
