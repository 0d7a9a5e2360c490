package io.journeytracker.log;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/** Times written by a pattern of {@link DateTimeFormatter}; names of months and days in English. */
final class PatternTime implements TimeParser {

    private final String pattern;
    private final ZoneId zone;
    private final DateTimeFormatter formatter;

    PatternTime(String pattern, ZoneId zone) {
        this.pattern = pattern;
        this.zone = zone;
        this.formatter = formatter(pattern);
        try {
            instant(formatter.format(ZonedDateTime.of(2024, 11, 23, 10, 11, 12, 0, ZoneOffset.UTC)));
        } catch (DateTimeException e) {
            throw new LogException(
                    "--time-format " + pattern + ": does not give a date; expected day, month and year, for instance"
                            + " dd.MM.yyyy HH:mm:ss",
                    e);
        }
    }

    private static DateTimeFormatter formatter(String pattern) {
        try {
            // Strict, or 30 February would quietly become the 28th or 29th; and yyyy means a year of our era.
            return new DateTimeFormatterBuilder()
                    .parseCaseInsensitive()
                    .appendPattern(pattern)
                    .parseDefaulting(ChronoField.ERA, 1)
                    .toFormatter(Locale.US)
                    .withResolverStyle(ResolverStyle.STRICT);
        } catch (IllegalArgumentException e) {
            throw new LogException(
                    "--time-format " + pattern + ": " + e.getMessage()
                            + "; expected epoch-ms, epoch-s or a pattern such as dd.MM.yyyy HH:mm:ss",
                    e);
        }
    }

    @Override
    public long parse(byte[] text, int from, int to) {
        try {
            Instant instant = instant(new String(text, from, to - from, StandardCharsets.UTF_8).strip());
            return Math.addExact(
                    Math.multiplyExact(instant.getEpochSecond(), 1000L), Math.floorDiv(instant.getNano(), 1_000_000));
        } catch (DateTimeException | ArithmeticException e) {
            return UNREADABLE;
        }
    }

    private Instant instant(String text) {
        TemporalAccessor time = formatter.parseBest(text, ZonedDateTime::from, LocalDateTime::from, LocalDate::from);
        if (time instanceof ZonedDateTime zoned) {
            return zoned.toInstant();
        }
        LocalDateTime local = time instanceof LocalDate date ? date.atStartOfDay() : (LocalDateTime) time;
        return local.atZone(zone).toInstant();
    }

    @Override
    public String expected() {
        return "a time like the pattern " + pattern;
    }
}
