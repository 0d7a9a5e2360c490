package io.journeytracker.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;

/**
 * What tests measured: always printed, and in a build at full size kept in {@code docs/measurements.md}, one section
 * each, in the order of their titles.
 */
public final class Measurements {

    private static final String SECTION = "\n## ";

    private Measurements() {}

    /**
     * @param section the section's title; replaces what that section said before
     * @param markdown a table, or sentences
     */
    public static void record(String section, String markdown) {
        System.out.println("\n" + section + "\n\n" + markdown.strip() + "\n");
        if (Sizes.full()) {
            Path file = Path.of(System.getProperty("journey.root", "..")).resolve("docs/measurements.md");
            try {
                Files.writeString(file, with(Files.exists(file) ? Files.readString(file) : "", section, markdown));
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot write " + file, e);
            }
        }
    }

    /** The text of the file with one section put in its place. */
    static String with(String before, String section, String markdown) {
        Map<String, String> sections = new TreeMap<>();
        String[] parts = before.split(SECTION);
        for (int i = 1; i < parts.length; i++) {
            int end = parts[i].indexOf('\n');
            sections.put(parts[i].substring(0, end), parts[i].substring(end).strip());
        }
        sections.put(section, markdown.strip() + "\n\n" + where());
        StringBuilder text = new StringBuilder(
                "# Measurements\n\nWritten by `mvn -B verify -Plong`; do not edit. Every section says where it was measured.\n");
        sections.forEach((title, body) ->
                text.append(SECTION).append(title).append("\n\n").append(body).append('\n'));
        return text.toString();
    }

    private static String where() {
        return "*%s, %d processors, Java %s, %s %s*"
                .formatted(
                        LocalDate.now(ZoneOffset.UTC),
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("java.version"),
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"));
    }
}
