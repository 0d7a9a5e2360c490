package io.journeytracker.log;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/** Times as a number since the epoch, with or without a fraction. */
final class EpochTime implements TimeParser {

    /** Longer numbers are no time in either unit, and could cost a lot to compute. */
    private static final int LONGEST = 40;

    private static final int FAST_DIGITS = 15;

    private final int milliseconds;
    private final String unit;

    /** @param milliseconds how many of them one unit is */
    EpochTime(int milliseconds, String unit) {
        this.milliseconds = milliseconds;
        this.unit = unit;
    }

    @Override
    public long parse(byte[] text, int from, int to) {
        long number = 0;
        if (to - from > FAST_DIGITS) {
            return slowly(text, from, to);
        }
        for (int i = from; i < to; i++) {
            int digit = text[i] - '0';
            if (digit < 0 || digit > 9) {
                return slowly(text, from, to);
            }
            number = number * 10 + digit;
        }
        return from == to ? UNREADABLE : number * milliseconds;
    }

    private long slowly(byte[] text, int from, int to) {
        String number = new String(text, from, to - from, StandardCharsets.ISO_8859_1).strip();
        if (number.length() > LONGEST) {
            return UNREADABLE;
        }
        try {
            BigDecimal units = new BigDecimal(number);
            if (units.precision() - units.scale() > FAST_DIGITS + 3 || units.scale() > LONGEST) {
                return UNREADABLE;
            }
            return units.multiply(BigDecimal.valueOf(milliseconds))
                    .setScale(0, RoundingMode.FLOOR)
                    .longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            return UNREADABLE;
        }
    }

    @Override
    public String expected() {
        return unit + " since 1970-01-01T00:00:00Z";
    }
}
