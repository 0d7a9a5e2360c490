package io.journeytracker.replay.report;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/** Times as every result writes them: ISO 8601 in UTC, always with three digits of a second's fraction. */
final class IsoMillis {

    private static final DateTimeFormatter FORMAT =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private IsoMillis() {}

    static String of(long time) {
        return FORMAT.format(Instant.ofEpochMilli(time));
    }
}
