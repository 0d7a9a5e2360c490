package io.journeytracker.log;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The formats that a log may have, gzipped or not. */
public enum LogFormat {
    CSV,
    TSV,
    JSON_LINES,
    XES;

    private static final String KNOWN = "expected CSV, TSV, JSON lines or XES, plain or gzipped";

    /**
     * Tells the format by the file's name, else by its first bytes.
     *
     * @param file the file's name
     * @param head the first bytes, unpacked and without a byte order mark
     * @throws LogException if it is none of them
     */
    static LogFormat of(String file, byte[] head) {
        String start = new String(head, StandardCharsets.ISO_8859_1).strip();
        if (start.startsWith("PK\u0003\u0004")) {
            throw new LogException(file + ": is a zip archive or a spreadsheet; " + KNOWN);
        }
        if (start.startsWith("PAR1") || start.startsWith("Obj\u0001") || start.startsWith("SQLite format")) {
            throw new LogException(file + ": is a binary file; " + KNOWN);
        }
        String name = file.toLowerCase(Locale.ROOT);
        name = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
        String extension = name.substring(name.lastIndexOf('.') + 1);
        return switch (extension) {
            case "csv" -> CSV;
            case "tsv", "tab" -> TSV;
            case "jsonl", "ndjson", "json" -> json(file, start);
            case "xes", "xml" -> XES;
            default -> byContent(file, start);
        };
    }

    private static LogFormat byContent(String file, String start) {
        if (start.startsWith("<")) {
            return XES;
        }
        if (start.startsWith("{") || start.startsWith("[{") || start.startsWith("[\n")) {
            return json(file, start);
        }
        if (start.indexOf('\0') >= 0) {
            throw new LogException(file + ": is a binary file; " + KNOWN);
        }
        String header = start.lines().findFirst().orElse("");
        return header.indexOf('\t') >= 0 && header.indexOf(',') < 0 ? TSV : CSV;
    }

    private static LogFormat json(String file, String start) {
        if (start.startsWith("[")) {
            throw new LogException(file + ": is one JSON array; expected JSON lines, one object a line");
        }
        return JSON_LINES;
    }
}
