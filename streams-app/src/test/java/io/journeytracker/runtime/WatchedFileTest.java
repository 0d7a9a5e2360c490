package io.journeytracker.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A change is told once, and not while it is being written. */
class WatchedFileTest {

    @TempDir
    private Path directory;

    @Test
    void aChangeIsToldOnceWhenItStands() throws IOException {
        Path file = Files.writeString(directory.resolve("sources.yaml"), "one");
        WatchedFile watched = new WatchedFile(file);
        assertThat(watched.hasChanged()).isFalse();

        Files.writeString(file, "tw");
        assertThat(watched.hasChanged()).as("perhaps half written").isFalse();
        Files.writeString(file, "two");
        assertThat(watched.hasChanged()).isFalse();
        assertThat(watched.hasChanged()).isTrue();
        assertThat(watched.hasChanged()).isFalse();
    }

    @Test
    void whatIsTakenBackAtOnceIsNoChange() throws IOException {
        Path file = Files.writeString(directory.resolve("sources.yaml"), "one");
        WatchedFile watched = new WatchedFile(file);
        Files.writeString(file, "two");
        assertThat(watched.hasChanged()).isFalse();
        Files.writeString(file, "one");
        assertThat(watched.hasChanged()).isFalse();
        assertThat(watched.hasChanged()).isFalse();
    }

    @Test
    void aFileThatIsGoneIsAChangeToo() throws IOException {
        Path file = Files.writeString(directory.resolve("sources.yaml"), "one");
        WatchedFile watched = new WatchedFile(file);
        Files.delete(file);
        assertThat(watched.hasChanged()).isFalse();
        assertThat(watched.hasChanged()).isTrue();
    }
}
