package io.journeytracker.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.testing.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The pages that the browser's tests open are configured as the README says; DemoCommandTest runs what it says of servers. */
class ReadmeTableTest {

    private static final Pattern ROW = Pattern.compile("\\| (\\w+), page \\| `(.+)` \\|");

    @Test
    void theReadmeConfiguresClientsForPagesAsTheTestsDo() throws IOException {
        Map<String, String> rows = ROW.matcher(Checkout.read("README.md"))
                .results()
                .collect(Collectors.toMap(
                        (MatchResult row) -> row.group(1).toLowerCase(Locale.ROOT), ReadmeTableTest::configuration));

        assertThat(rows).containsOnlyKeys("segment", "rudderstack", "snowplow", "posthog");
        for (Map.Entry<String, String> row : rows.entrySet()) {
            String page = Files.readString(Path.of("src/test/node/pages", row.getKey() + ".html"));
            assertThat(page.replaceAll("\\s+", " ")).as(row.getKey()).contains(row.getValue());
        }
    }

    /** With the names that the pages have for key and host; a page may set more. */
    private static String configuration(MatchResult row) {
        return row.group(2)
                .replace("'demo'", "key")
                .replace("'http://127.0.0.1:8080'", "host")
                .replaceFirst(" }\\)$", "");
    }
}
