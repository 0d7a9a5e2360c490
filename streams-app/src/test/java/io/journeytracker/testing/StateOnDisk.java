package io.journeytracker.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What an instance keeps in its directory, looked at from outside while it runs. */
public final class StateOnDisk {

    private StateOnDisk() {}

    /**
     * Partitions whose journeys have a store in the directory, active ones and standby copies; -1 where stores came or went
     * while they were counted: none of these numbers is final yet.
     */
    public static long partitions(Path state) {
        try (Stream<Path> files =
                Files.find(state, 5, (path, file) -> file.isDirectory() && path.endsWith("rocksdb/journey-states"))) {
            return files.count();
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof NoSuchFileException) {
                return -1;
            }
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
