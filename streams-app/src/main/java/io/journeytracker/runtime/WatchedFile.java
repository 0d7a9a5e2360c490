package io.journeytracker.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A small file that may be changed while the program runs. Looked at by its content: mounted files keep their times. */
final class WatchedFile {

    private final Path file;
    private byte[] known;
    private byte[] before;

    /** Knows what the file holds now. */
    WatchedFile(Path file) {
        this.file = file;
        known = content();
        before = known;
    }

    Path file() {
        return file;
    }

    /** Whether it holds something else than it was known to, and the same as when it was looked at last: nobody is writing it just now. */
    boolean hasChanged() {
        byte[] now = content();
        boolean stands = Arrays.equals(now, before);
        before = now;
        if (!stands || Arrays.equals(now, known)) {
            return false;
        }
        known = now;
        return true;
    }

    /** Empty where it cannot be read. */
    private byte[] content() {
        try {
            return Files.readAllBytes(file);
        } catch (IOException gone) {
            return new byte[0];
        }
    }
}
