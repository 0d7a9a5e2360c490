package io.journeytracker.recovery;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("broker")
class CrashWithStateTest {

    @Test
    void aKilledInstanceThatFindsItsStateAgainLosesAndDoublesNothing(@TempDir Path directory) throws IOException {
        new CrashScenario(directory).run(state -> {});
    }
}
