package io.journeytracker.query;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/** Moments as people and programs write them. */
final class Times {

    private Times() {}

    static String text(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }

    /** A moment with its zone, or a day, which begins at midnight UTC; empty: neither. */
    static Optional<Long> read(String text) {
        try {
            return Optional.of(
                    text.length() == 10
                            ? LocalDate.parse(text)
                                    .atStartOfDay(ZoneOffset.UTC)
                                    .toInstant()
                                    .toEpochMilli()
                            : Instant.parse(text).toEpochMilli());
        } catch (DateTimeException | ArithmeticException notATime) {
            return Optional.empty();
        }
    }
}
