package io.journeytracker.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Files of this checkout. */
public final class Checkout {

    private Checkout() {}

    public static String read(String path) {
        try {
            return Files.readString(root().resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + path + " of the checkout", e);
        }
    }

    /** The first cells of a document's table rows that are code, without the quotes. */
    public static List<String> codeInFirstColumn(String document) {
        return read(document)
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(3, line.indexOf('`', 3)))
                .toList();
    }

    /** The folder of the checkout. */
    public static Path root() {
        return Path.of(System.getProperty("journey.root", ".."));
    }
}
