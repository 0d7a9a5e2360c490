package io.journeytracker.log;

import java.nio.charset.Charset;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that tell how a log is to be read, for every command that reads one (as a picocli mix-in). */
public final class LogOptions {

    @Option(names = "--customer", paramLabel = "COL", description = "Column of the customer. Of XES: the trace's name.")
    private String customer;

    @Option(names = "--event", paramLabel = "COL", description = "Column of the event. Of XES: the event's name.")
    private String event;

    @Option(names = "--time", paramLabel = "COL", description = "Column of the time. Of XES: time:timestamp.")
    private String time;

    @Option(
            names = "--time-format",
            paramLabel = "F",
            description = "How times are written: epoch-ms, epoch-s or a pattern such as 'dd.MM.yyyy HH:mm:ss'."
                    + " Without: ISO 8601, yyyy-MM-dd HH:mm:ss, or seconds or milliseconds since 1970.")
    private String timeFormat;

    @Option(names = "--zone", paramLabel = "Z", description = "Zone of times that name none. Default: UTC.")
    private String zone;

    @Option(
            names = "--channel",
            paramLabel = "COL",
            description = "Column of the channel; =store: every row has this one.")
    private String channel;

    @Option(names = "--sentiment", paramLabel = "COL", description = "Column of the sentiment, -1 to 1.")
    private String sentiment;

    @Option(
            names = "--id",
            paramLabel = "COL",
            description = "Column of the message id: a row with the id of another is a duplicate. Without: none is.")
    private String id;

    @Option(
            names = "--separator",
            paramLabel = "C",
            description = "Character between cells, or tab. Default: a comma, of TSV a tab.")
    private String separator;

    @Option(
            names = "--encoding",
            paramLabel = "NAME",
            description = "The log's encoding, for instance ISO-8859-1. Default: UTF-8.")
    private String encoding;

    @Option(
            names = "--lifecycle",
            paramLabel = "all|complete",
            description =
                    "Of XES: keep all events, or only those whose lifecycle:transition is complete. Default: all.")
    private String lifecycle;

    /**
     * The settings that the options make.
     *
     * @throws LogException if options are wrong: one line for each, with what was expected
     */
    public LogSettings settings() {
        List<String> problems = new ArrayList<>();
        ZoneId timeZone = zone(problems);
        Optional<Character> cells = separator(problems);
        Optional<Charset> charset = encoding(problems);
        Lifecycle events = lifecycle(problems);
        TimeParser times = null;
        try {
            times = TimeParser.of(Optional.ofNullable(timeFormat), timeZone);
        } catch (LogException e) {
            problems.add(e.getMessage());
        }
        if (!problems.isEmpty()) {
            throw new LogException(String.join("\n", problems));
        }
        return new LogSettings(
                Optional.ofNullable(customer),
                Optional.ofNullable(event),
                Optional.ofNullable(time),
                Optional.ofNullable(channel),
                Optional.ofNullable(sentiment),
                Optional.ofNullable(id),
                times,
                cells,
                charset,
                events,
                Map.of());
    }

    private ZoneId zone(List<String> problems) {
        if (zone == null) {
            return ZoneOffset.UTC;
        }
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException e) {
            problems.add("--zone " + zone + ": unknown zone; expected a name such as Europe/Berlin or an offset such as"
                    + " +01:00");
            return ZoneOffset.UTC;
        }
    }

    private Optional<Character> separator(List<String> problems) {
        if (separator == null) {
            return Optional.empty();
        }
        if (separator.equals("tab") || separator.equals("\\t")) {
            return Optional.of('\t');
        }
        boolean one = separator.length() == 1 && separator.charAt(0) < 128 && "\"\r\n\0".indexOf(separator) < 0;
        if (!one) {
            problems.add("--separator " + separator + ": expected one character such as ';' or '|', or tab");
            return Optional.empty();
        }
        return Optional.of(separator.charAt(0));
    }

    private Optional<Charset> encoding(List<String> problems) {
        if (encoding == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Charset.forName(encoding));
        } catch (IllegalArgumentException e) {
            problems.add("--encoding " + encoding
                    + ": unknown encoding; expected a name such as UTF-8, ISO-8859-1 or windows-1252");
            return Optional.empty();
        }
    }

    private Lifecycle lifecycle(List<String> problems) {
        if (lifecycle == null) {
            return Lifecycle.ALL;
        }
        return switch (lifecycle.toLowerCase(Locale.ROOT)) {
            case "all" -> Lifecycle.ALL;
            case "complete" -> Lifecycle.COMPLETE;
            default -> {
                problems.add("--lifecycle " + lifecycle + ": expected all or complete");
                yield Lifecycle.ALL;
            }
        };
    }
}
