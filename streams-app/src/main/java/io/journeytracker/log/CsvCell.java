package io.journeytracker.log;

/** One cell of a CSV file as RFC 4180 writes it. */
public final class CsvCell {

    private CsvCell() {}

    /** The cell, in quotes where it needs them. */
    public static String quoted(String cell) {
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            if (c == '"' || c == ',' || c == '\n' || c == '\r') {
                return '"' + cell.replace("\"", "\"\"") + '"';
            }
        }
        return cell;
    }
}
