package io.journeytracker.intake.protocol;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Optional;

/**
 * The times that SDKs send: ISO 8601, in whatever spelling, or a number. A number from 10¹¹ on (1973 in milliseconds, the
 * year 5138 in seconds) is milliseconds since 1970, a smaller one seconds. Without an offset it is UTC.
 */
final class Times {

    private static final double SMALLEST_MILLIS = 1e11;
    private static final double LARGEST = 1e15;
    private static final int LONGEST = 64;
    private static final String JAVA_SCRIPTS = "0000-00-00T00:00:00.000Z";

    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendPattern("['T'][ ]HH:mm[:ss]")
            .optionalStart()
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .optionalEnd()
            .optionalEnd()
            .optionalStart()
            .appendPattern("[ ]")
            .appendOffset("+HH:MM", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HHMM", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HH", "Z")
            .optionalEnd()
            .toFormatter();

    private Times() {}

    /** Milliseconds since the epoch; empty if it is no time. */
    static Optional<Long> parse(String text) {
        String time = text.strip();
        if (time.isEmpty() || time.length() > LONGEST) {
            return Optional.empty();
        }
        if (time.chars().allMatch(letter -> letter >= '0' && letter <= '9' || letter == '.')) {
            return number(time);
        }
        if (isJavaScripts(time)) {
            Optional<Long> byPlaces = javaScripts(time);
            if (byPlaces.isPresent()) {
                return byPlaces;
            }
        }
        try {
            TemporalAccessor parsed = ISO.parse(time);
            LocalTime clock = Optional.ofNullable(parsed.query(TemporalQueries.localTime()))
                    .orElse(LocalTime.MIDNIGHT);
            ZoneOffset offset =
                    Optional.ofNullable(parsed.query(TemporalQueries.offset())).orElse(ZoneOffset.UTC);
            Instant instant = LocalDateTime.of(parsed.query(TemporalQueries.localDate()), clock)
                    .toInstant(offset);
            return Optional.of(instant.toEpochMilli());
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    /** Most are written so, 2026-03-02T09:12:00.000Z, and reading them by their places takes a small part of the time. */
    private static boolean isJavaScripts(String time) {
        if (time.length() != JAVA_SCRIPTS.length()) {
            return false;
        }
        for (int i = 0; i < time.length(); i++) {
            char letter = time.charAt(i);
            char expected = JAVA_SCRIPTS.charAt(i);
            if (expected == '0' ? letter < '0' || letter > '9' : letter != expected) {
                return false;
            }
        }
        return true;
    }

    /** Empty where there is no such day or hour: what then becomes of it is the formatter's to say. */
    private static Optional<Long> javaScripts(String time) {
        try {
            LocalDate day = LocalDate.of(digits(time, 0, 4), digits(time, 5, 7), digits(time, 8, 10));
            LocalTime clock = LocalTime.of(digits(time, 11, 13), digits(time, 14, 16), digits(time, 17, 19));
            return Optional.of(day.toEpochSecond(clock, ZoneOffset.UTC) * 1_000 + digits(time, 20, 23));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    private static int digits(String time, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + time.charAt(i) - '0';
        }
        return number;
    }

    static Optional<Long> ofNumber(double number) {
        if (!(Math.abs(number) <= LARGEST)) {
            return Optional.empty();
        }
        return Optional.of(Math.round(Math.abs(number) >= SMALLEST_MILLIS ? number : number * 1_000));
    }

    private static Optional<Long> number(String digits) {
        try {
            return ofNumber(Double.parseDouble(digits));
        } catch (NumberFormatException noNumber) {
            return Optional.empty();
        }
    }
}
