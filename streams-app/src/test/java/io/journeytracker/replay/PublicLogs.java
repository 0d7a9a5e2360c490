package io.journeytracker.replay;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.journeytracker.log.Lifecycle;
import io.journeytracker.log.LogSettings;
import io.journeytracker.log.TimeParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Public event logs with results that an independent program computed. They lie in the folder that the system property
 * {@code public.logs} names, or beside the checkout; tests that need them are skipped without.
 */
public record PublicLogs(String folder, String file, String customer, String event, String time) {

    public static final List<PublicLogs> ALL = List.of(
            new PublicLogs("simple_shop", "simple-onlineshop.csv", "client_id", "event", "timestamp"),
            new PublicLogs("ecom_synthetic", "ecom.csv.gz", "user_id", "event", "timestamp"),
            new PublicLogs("complete_journey", "events.csv.gz", "case_id", "activity", "timestamp"));

    public static Stream<PublicLogs> all() {
        return ALL.stream();
    }

    /** The log, or the test is skipped. */
    public Path log() {
        return home().resolve(folder).resolve(file);
    }

    /** A file of the expected results. */
    public Path expected(String name) {
        return home().resolve(folder).resolve("expected").resolve(name);
    }

    public LogSettings settings() {
        return new LogSettings(
                Optional.of(customer),
                Optional.of(event),
                Optional.of(time),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                TimeParser.of(Optional.empty(), ZoneOffset.UTC),
                Optional.empty(),
                Optional.empty(),
                Lifecycle.ALL,
                Map.of());
    }

    private static Path home() {
        Stream<Path> places = Stream.concat(
                Stream.ofNullable(System.getProperty("public.logs")).map(Path::of),
                Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                        .map(folder -> folder.resolve("shared/data")));
        Optional<Path> home = places.filter(Files::isDirectory).findFirst();
        assumeTrue(home.isPresent(), "no public event logs: set -Dpublic.logs=FOLDER");
        return home.get();
    }

    @Override
    public String toString() {
        return folder;
    }
}
