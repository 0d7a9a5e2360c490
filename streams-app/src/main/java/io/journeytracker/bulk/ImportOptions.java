package io.journeytracker.bulk;

import io.journeytracker.log.LogException;
import io.journeytracker.log.LogOptions;
import io.journeytracker.log.LogSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code import} is told of the file (as a picocli mix-in). */
public final class ImportOptions {

    @Parameters(
            index = "0",
            paramLabel = "FILE",
            description = "The file: CSV, TSV, JSON lines or XES, gzipped or not.")
    private Path file;

    @Mixin
    private LogOptions log = new LogOptions();

    @Option(names = "--event-name", paramLabel = "NAME", description = "The event of every row, in place of --event.")
    private String eventName;

    @Option(names = "--score", paramLabel = "COL", description = "Column of a survey's answer; with --score-kind.")
    private String score;

    @Option(
            names = "--score-kind",
            paramLabel = "nps|csat|ces",
            description = "The question: nps (0 to 10), csat (1 to 5) or ces (1 to 7).")
    private String scoreKind;

    @Option(names = "--comment", paramLabel = "COL", description = "Column of what the customer said.")
    private String comment;

    @Option(names = "--value", paramLabel = "COL", description = "Column of what it is worth, such as 12.50.")
    private String value;

    @Option(
            names = "--currency",
            paramLabel = "COL",
            description = "Column of the value's currency; =EUR: every row has this one.")
    private String currency;

    @Option(
            names = "--class",
            paramLabel = "COL",
            description =
                    "Column of the touchpoint's class: media, social, product, service, environment or communication;"
                            + " =service: every row has this one.")
    private String kind;

    @Option(
            names = "--contact",
            paramLabel = "COL",
            description = "Column of the contact, direct or indirect; =direct: every row has this one.")
    private String contact;

    @Option(
            names = "--trait",
            paramLabel = "COL",
            description = "Column that says something of the customer, such as segment; as often as needed."
                    + " Columns that no option names become properties of the event.")
    private List<String> traits = new ArrayList<>();

    public Path file() {
        return file;
    }

    /** @throws LogException if options are wrong */
    public LogSettings settings() {
        LogSettings settings = log.settings();
        if (eventName != null) {
            if (settings.event().isPresent()) {
                throw new LogException("--event and --event-name: expected one of them");
            }
            settings = settings.withEvent(eventName);
        }
        return settings.requiring(mapping().columns());
    }

    /** @throws LogException if options are wrong */
    public RowMapping mapping() {
        if ((score == null) != (scoreKind == null)) {
            throw new LogException((score == null ? "--score-kind without --score" : "--score without --score-kind")
                    + ": expected both or none");
        }
        Optional<Scale> scale = Optional.ofNullable(scoreKind).map(name -> Scale.of(name)
                .orElseThrow(() -> new LogException("--score-kind " + name + ": expected nps, csat or ces")));
        return new RowMapping(
                Optional.ofNullable(score),
                scale,
                Optional.ofNullable(comment),
                Optional.ofNullable(value),
                Optional.ofNullable(currency),
                Optional.ofNullable(kind),
                Optional.ofNullable(contact),
                traits);
    }
}
