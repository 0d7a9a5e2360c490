package io.journeytracker.log;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Takes the rows that could not be understood: counts them and writes them to a file, if there is one. */
public final class RejectedRows implements Closeable {

    /** The file's name in the folder of a replay's results. */
    public static final String FILE = "rejected.csv";

    private final Optional<Path> folder;
    private Writer out = Writer.nullWriter();
    private boolean opened;
    private long count;
    private String first = "";

    private RejectedRows(Optional<Path> folder) {
        this.folder = folder;
    }

    /** Only counts. */
    public static RejectedRows counting() {
        return new RejectedRows(Optional.empty());
    }

    /** Counts, and writes {@code rejected.csv} (line, reason, row) into a folder, which is made if need be; without rows only its header. */
    public static RejectedRows into(Path folder) throws IOException {
        RejectedRows rows = new RejectedRows(Optional.of(folder));
        rows.open(folder);
        return rows;
    }

    /** As {@link #into}, but without rows there is no file. */
    public static RejectedRows intoIfAny(Path folder) {
        return new RejectedRows(Optional.of(folder));
    }

    private void open(Path into) throws IOException {
        Files.createDirectories(into);
        out = Files.newBufferedWriter(into.resolve(FILE));
        opened = true;
        out.write("line,reason,row\n");
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
        try {
            if (count++ == 0) {
                first = "line " + line + ": " + reason;
                if (!opened && folder.isPresent()) {
                    open(folder.get());
                }
            }
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
