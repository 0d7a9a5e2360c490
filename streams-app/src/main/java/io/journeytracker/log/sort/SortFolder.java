package io.journeytracker.log.sort;

import io.journeytracker.log.LogException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The temporary files of one sort: runs are added, merged where they become many, and deleted at the end. */
final class SortFolder implements Closeable {

    /** So many files are open at once. */
    private static final int MOST_OPEN = 64;

    private final Path folder;
    private final List<SortRun> runs = new ArrayList<>();
    private int written;

    SortFolder(Path parent) {
        try {
            folder = Files.createTempDirectory(parent, "journey-sort-");
        } catch (IOException e) {
            throw failed(parent, e);
        }
        // For a process that is interrupted; otherwise close() does it.
        folder.toFile().deleteOnExit();
    }

    static LogException failed(Path file, IOException e) {
        String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return new LogException("cannot sort on disk in " + file + " (" + why + "); -Djava.io.tmpdir names another", e);
    }

    void add(LogCursor sorted) {
        runs.add(write(sorted));
    }

    private SortRun write(LogCursor sorted) {
        Path file = folder.resolve("run-" + written++);
        file.toFile().deleteOnExit();
        try {
            return SortRun.write(file, sorted);
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    /** Merges neighbours until few enough are left to be read at once. */
    void mergeDown() {
        while (runs.size() > MOST_OPEN) {
            List<SortRun> first = runs.subList(0, MOST_OPEN);
            SortRun merged;
            try (LogCursor all = cursor(first)) {
                merged = write(all);
            }
            first.forEach(this::delete);
            first.clear();
            runs.add(merged);
        }
    }

    LogCursor cursor() {
        return cursor(runs);
    }

    private LogCursor cursor(List<SortRun> of) {
        List<LogCursor> cursors = new ArrayList<>();
        try {
            for (SortRun run : of) {
                cursors.add(run.cursor());
            }
            return new MergingCursor(cursors);
        } catch (IOException e) {
            cursors.forEach(LogCursor::close);
            throw failed(folder, e);
        }
    }

    private void delete(SortRun run) {
        try {
            Files.deleteIfExists(run.file());
        } catch (IOException e) {
            throw failed(run.file(), e);
        }
    }

    @Override
    public void close() {
        // Also what a failed write left behind.
        for (int i = 0; i < written; i++) {
            delete(new SortRun(folder.resolve("run-" + i), 0));
        }
        try {
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw failed(folder, e);
        }
    }
}
