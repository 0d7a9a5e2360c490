package io.journeytracker.log;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Opens logs of every format. */
public final class LogReaders {

    private LogReaders() {}

    /**
     * Opens a log and reads its header.
     *
     * @param rejected takes the rows that cannot be understood; not closed by the reader
     * @throws LogException if there is no such file, it is empty or of no known format, or a column is missing
     */
    public static LogReader open(Path path, LogSettings settings, RejectedRows rejected) {
        LogFile file = LogFile.open(path);
        try {
            return reader(file, settings, rejected);
        } catch (LogException e) {
            file.close();
            throw e;
        }
    }

    private static LogReader reader(LogFile file, LogSettings settings, RejectedRows rejected) {
        if (settings.lifecycle() == Lifecycle.COMPLETE && file.format() != LogFormat.XES) {
            throw new LogException("--lifecycle complete: is for XES logs only, and " + file.path()
                    + " is none; expected all, or the option left out");
        }
        Columns columns = settings.columns(file.format());
        Charset charset = file.marked().or(settings::encoding).orElse(StandardCharsets.UTF_8);
        return switch (file.format()) {
            case CSV ->
                new DelimitedReader(
                        file, settings, columns, settings.separator().orElse(','), new TextEncoding(charset), rejected);
            case TSV ->
                new DelimitedReader(
                        file,
                        settings,
                        columns,
                        settings.separator().orElse('\t'),
                        new TextEncoding(charset),
                        rejected);
            case JSON_LINES ->
                new JsonLinesReader(file, settings.times(), columns, new TextEncoding(charset), rejected);
            case XES -> new XesReader(file, settings, columns, rejected);
        };
    }
}
