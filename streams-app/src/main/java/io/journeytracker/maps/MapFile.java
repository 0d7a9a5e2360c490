package io.journeytracker.maps;

import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.definition.MapReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;

/**
 * A valid map with its text.
 *
 * @param name what messages call it
 */
public record MapFile(String name, JourneyDefinition map, String yaml) {

    /**
     * @param today against which reviews are overdue
     * @throws io.journeytracker.definition.InvalidMapException telling every mistake
     * @throws MapFileException if the file cannot be read
     */
    public static MapFile read(Path file, LocalDate today) {
        try {
            if (Files.isDirectory(file)) {
                throw new MapFileException(file + ": is a directory; expected a journey map in YAML");
            }
            JourneyDefinition map = new MapReader(today).read(file).orThrow();
            return new MapFile(file.toString(), map, Files.readString(file, StandardCharsets.UTF_8));
        } catch (NoSuchFileException missing) {
            throw new MapFileException(file + ": does not exist; expected a journey map in YAML", missing);
        } catch (AccessDeniedException closed) {
            throw new MapFileException(
                    file + ": cannot be read (no permission); expected a journey map in YAML", closed);
        } catch (IOException unreadable) {
            throw new MapFileException(
                    file + ": cannot be read (" + unreadable.getMessage() + "); expected a journey map in YAML",
                    unreadable);
        }
    }

    /** A map that is at hand as text. */
    public static MapFile of(String name, String yaml, LocalDate today) {
        return new MapFile(name, new MapReader(today).read(yaml, name).orThrow(), yaml);
    }
}
