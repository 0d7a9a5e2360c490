package io.journeytracker.producing;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.topic.Headers;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProducingDocumentTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "producing.md");
    private static final Path SOURCES = Path.of("src", "test", "java", "io", "journeytracker", "producing");

    @ParameterizedTest
    @ValueSource(strings = {"TouchpointProducer.java", "GenericTouchpointProducer.java"})
    void theDocumentShowsExactlyTheProducerThatTheTestsRun(String file) throws IOException {
        String source = Files.readString(SOURCES.resolve(file));
        String shown = source.substring(source.indexOf("\nimport ") + 1);
        assertThat(Files.readString(DOCUMENT)).contains("```java\n" + shown + "```\n");
    }

    @Test
    void everyHeaderIsDocumented() throws Exception {
        String document = Files.readString(DOCUMENT);
        for (Field header : Headers.class.getFields()) {
            assertThat(document).contains("`" + header.get(null) + "`");
        }
    }
}
