package io.journeytracker.log.sort;

import io.journeytracker.log.LogRow;
import java.io.Closeable;

/** Walks through a sorted log once. */
public interface LogCursor extends Closeable {

    /** The next row by time, rows of one time in the order of the file; null at the end. */
    LogRow next();

    @Override
    void close();
}
