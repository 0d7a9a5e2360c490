package io.journeytracker.log;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Takes the rows that could not be understood: counts them and writes them to a file, if there is one. */
public final class RejectedRows implements Closeable {

    /** The file's name in the folder of a replay's results. */
    public static final String FILE = "rejected.csv";

    private final Writer out;
    private long count;
    private String first = "";

    private RejectedRows(Writer out) {
        this.out = out;
    }

    /** Only counts. */
    public static RejectedRows counting() {
        return new RejectedRows(Writer.nullWriter());
    }

    /** Counts, and writes {@code rejected.csv} (line, reason, row) into a folder, which is made if need be; without rows only its header. */
    public static RejectedRows into(Path folder) throws IOException {
        Files.createDirectories(folder);
        BufferedWriter out = Files.newBufferedWriter(folder.resolve(FILE));
        out.write("line,reason,row\n");
        return new RejectedRows(out);
    }

    /** How many there were. */
    public long count() {
        return count;
    }

    /** The first one's line and reason; empty while there was none. */
    public String first() {
        return first;
    }

    /**
     * Counts a row and writes it down.
     *
     * @param reason what was found and what was expected
     */
    public void reject(long line, String reason, String row) {
        if (count++ == 0) {
            first = "line " + line + ": " + reason;
        }
        try {
            out.write(Long.toString(line));
            out.write(',');
            out.write(CsvCell.quoted(reason));
            out.write(',');
            out.write(CsvCell.quoted(row));
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + FILE, e);
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
