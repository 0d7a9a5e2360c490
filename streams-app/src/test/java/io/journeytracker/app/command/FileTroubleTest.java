package io.journeytracker.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class FileTroubleTest {

    @Test
    void saysWhyAFileCannotBeReadOrWritten() {
        assertThat(FileTrouble.of(new AccessDeniedException("out/summary.json")))
                .isEqualTo("out/summary.json: cannot be read or written (no permission)");
        assertThat(FileTrouble.of(new FileSystemException("out/x", null, "No space left on device")))
                .isEqualTo("out/x: cannot be read or written (No space left on device)");
        assertThat(FileTrouble.of(new IOException("Broken pipe")))
                .isEqualTo("A file cannot be read or written (Broken pipe)");
        assertThat(FileTrouble.why(new NoSuchFileException("a"))).isEqualTo("does not exist");
        assertThat(FileTrouble.why(new IOException())).isEqualTo("IOException");
    }
}
