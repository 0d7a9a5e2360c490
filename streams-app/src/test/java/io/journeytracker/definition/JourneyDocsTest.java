package io.journeytracker.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What docs/journeys.md says is so. */
class JourneyDocsTest {

    private static String docs;

    @BeforeAll
    static void readDocs() throws IOException {
        docs = Files.readString(Path.of(System.getProperty("basedir", "."), "..", "docs", "journeys.md"));
    }

    @Test
    void theExampleIsValid() {
        String example = docs.substring(docs.indexOf("```yaml\n") + 8);
        String yaml = example.substring(0, example.indexOf("```"));

        MapReading reading = new MapReader(LocalDate.of(2026, 11, 23)).read(yaml, "docs/journeys.md");

        assertThat(reading.problems()).isEmpty();
        assertThat(reading.warnings()).isEmpty();
    }

    @Test
    void everyTemplateChannelAndVariableIsNamed() {
        assertThat(JourneyTemplates.names()).allMatch(name -> docs.contains("| `" + name + "` |"));
        assertThat(docs).contains(String.join(", ", Channels.DOCUMENTED));
        assertThat(TouchpointVariables.NAMES).allMatch(name -> docs.contains("`" + name + "`"));
    }
}
