package io.journeytracker.runtime;

import io.journeytracker.intake.source.Sources;
import io.journeytracker.intake.source.SourcesReader;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** Who may send, as a file says it; read again when it has changed. Thread-safe. */
final class SourcesFile implements Supplier<Sources> {

    private final SourcesReader reader = new SourcesReader(name -> Optional.ofNullable(System.getenv(name)));
    private final WatchedFile file;
    private volatile Sources sources;

    /** @throws io.journeytracker.intake.source.InvalidSourcesException if the file cannot be used */
    SourcesFile(Path file) {
        // Before it is read, so that a change meanwhile is noticed.
        this.file = new WatchedFile(file);
        sources = reader.read(file);
    }

    WatchedFile file() {
        return file;
    }

    @Override
    public Sources get() {
        return sources;
    }

    /** @throws io.journeytracker.intake.source.InvalidSourcesException if the file cannot be used; then nothing has changed */
    void readAgain() {
        sources = reader.read(file.file());
    }
}
