package io.journeytracker.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("broker")
class CrashWithoutStateTest {

    @Test
    void aKilledInstanceWhoseDiskIsGoneIsRestoredFromTheChangelogs(@TempDir Path directory) throws IOException {
        new CrashScenario(directory).run(CrashWithoutStateTest::delete);
    }

    private static void delete(Path state) throws IOException {
        assertThat(state).isNotEmptyDirectory();
        List<Path> all;
        try (Stream<Path> files = Files.walk(state)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.delete(each);
        }
    }
}
