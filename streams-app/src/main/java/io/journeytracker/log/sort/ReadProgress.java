package io.journeytracker.log.sort;

/** Is told now and then how far the reading of a log is. */
@FunctionalInterface
public interface ReadProgress {

    /** Nobody wants to know. */
    ReadProgress NONE = (bytes, rows) -> {};

    /**
     * So far.
     *
     * @param bytes of the file, as they lie on disk
     * @param rows that could be read
     */
    void read(long bytes, long rows);
}
