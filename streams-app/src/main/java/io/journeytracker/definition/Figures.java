package io.journeytracker.definition;

import io.journeytracker.yaml.Value;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers and dates as maps write them. */
final class Figures {

    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,9}");
    private static final Pattern DECIMAL = Pattern.compile("[-+]?[0-9]{1,9}(\\.[0-9]{1,9})?");
    private static final Pattern PERCENT = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,6})?%");

    private Figures() {}

    /** A whole number, 1 or more. */
    static Optional<Integer> positive(Value value) {
        String expected = "a whole number from 1 to 999999999";
        return value.raw()
                .filter(text -> WHOLE.matcher(text).matches() && Integer.parseInt(text) > 0)
                .map(Integer::valueOf)
                .or(() -> value.fail("is " + value.kind() + "; expected " + expected));
    }

    /** A share, 0 to 1, written 0% to 100%. */
    static Optional<Double> share(Value value) {
        String expected = "a percentage from 0% to 100%, such as 5%";
        return value.raw()
                .filter(text -> PERCENT.matcher(text).matches())
                .map(text -> Double.parseDouble(text.substring(0, text.length() - 1)))
                .filter(percent -> percent <= 100)
                .map(percent -> percent / 100)
                .or(() -> value.fail("is " + value.kind() + "; expected " + expected));
    }

    /** An emotion, -1 to 1. */
    static Optional<Double> emotion(Value value) {
        String expected = "a number from -1 to 1";
        return value.raw()
                .filter(text -> DECIMAL.matcher(text).matches())
                .map(Double::valueOf)
                .filter(emotion -> Math.abs(emotion) <= 1)
                .or(() -> value.fail("is " + value.kind() + "; expected " + expected));
    }

    /** A share as a percentage. */
    static String percentage(double share) {
        return plain(BigDecimal.valueOf(share).movePointRight(2)) + '%';
    }

    /** A number without zeros that say nothing. */
    static String plain(double number) {
        return plain(BigDecimal.valueOf(number));
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    /** A day of the calendar. */
    static Optional<LocalDate> date(Value value) {
        String expected = "a date such as 2026-09-01";
        return value.written(expected).flatMap(text -> {
            try {
                return Optional.of(LocalDate.parse(text));
            } catch (DateTimeParseException invalid) {
                return value.fail("is " + text + "; expected " + expected);
            }
        });
    }
}
