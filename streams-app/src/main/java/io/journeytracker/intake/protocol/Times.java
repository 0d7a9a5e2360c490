package io.journeytracker.intake.protocol;

import java.time.DateTimeException;
import java.time.Instant;
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
