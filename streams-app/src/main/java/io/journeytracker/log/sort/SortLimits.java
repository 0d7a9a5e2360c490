package io.journeytracker.log.sort;

import java.nio.file.Path;

/**
 * How much of a log is sorted in memory at a time; what goes beyond is sorted on disk.
 *
 * @param rows at most so many rows
 * @param bytes and at most about so many bytes of heap
 * @param folder where temporary files go; they are deleted afterwards
 */
public record SortLimits(int rows, long bytes, Path folder) {

    private static final int MOST_ROWS = 2_000_000;

    public SortLimits {
        if (rows < 1 || bytes < 1) {
            throw new IllegalArgumentException("rows " + rows + ", bytes " + bytes + "; expected at least 1");
        }
    }

    /** A third of the heap, at most two million rows, and the system's folder for temporary files. */
    public static SortLimits ofThisMachine() {
        return new SortLimits(
                MOST_ROWS, Runtime.getRuntime().maxMemory() / 3, Path.of(System.getProperty("java.io.tmpdir")));
    }
}
