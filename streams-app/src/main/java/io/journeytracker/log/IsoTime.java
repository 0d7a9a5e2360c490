package io.journeytracker.log;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;

/**
 * Times in ISO 8601 and close to it: {@code 2024-03-13}, {@code 2024-03-13T10:21}, {@code 2024-03-13 10:21:14.123456},
 * with {@code Z}, an offset ({@code +01}, {@code +0100}, {@code +01:00}, {@code +01:00:00}) or a zone's name
 * ({@code UTC}, {@code Europe/Berlin}) after it; and numbers, of 9 or 10 digits as seconds since the epoch, of 12 or 13
 * as milliseconds. Written by hand because a log has millions of them; held against java.time by the tests.
 */
final class IsoTime implements TimeParser {

    private static final long DAY = 86_400_000;
    private static final int MOST_ZONES = 1000;

    private final LocalOffsets local;
    private final Map<String, LocalOffsets> named = new HashMap<>();
    private final EpochTime seconds = new EpochTime(1000, "seconds");
    private final EpochTime millis = new EpochTime(1, "milliseconds");

    IsoTime(ZoneId zone) {
        this.local = new LocalOffsets(zone);
    }

    @Override
    public long parse(byte[] text, int begin, int finish) {
        int from = begin;
        int to = finish;
        while (from < to && text[from] == ' ') {
            from++;
        }
        while (to > from && text[to - 1] == ' ') {
            to--;
        }
        if (to - from < 10 || text[from + 4] != '-') {
            return number(text, from, to);
        }
        long day = day(text, from);
        if (day == UNREADABLE) {
            return UNREADABLE;
        }
        if (to == from + 10) {
            return local.toInstant(day * DAY);
        }
        return withTime(text, from + 10, to, day * DAY);
    }

    private long withTime(byte[] text, int at, int to, long day) {
        byte mark = text[at];
        if (to - at < 6 || (mark != 'T' && mark != ' ' && mark != 't') || text[at + 3] != ':') {
            return UNREADABLE;
        }
        int hour = two(text, at + 1);
        int minute = two(text, at + 4);
        int second = 0;
        int next = at + 6;
        if (to - next >= 3 && text[next] == ':') {
            second = two(text, next + 1);
            next += 3;
        }
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
            return UNREADABLE;
        }
        long time = day + ((hour * 60L + minute) * 60 + second) * 1000;
        if (next < to && (text[next] == '.' || text[next] == ',')) {
            int first = ++next;
            int scale = 100;
            while (next < to && text[next] >= '0' && text[next] <= '9') {
                time += (long) scale * (text[next] - '0');
                scale /= 10;
                next++;
            }
            if (next == first) {
                return UNREADABLE;
            }
        }
        return next == to ? local.toInstant(time) : inZone(text, next, to, time);
    }

    private long inZone(byte[] text, int begin, int to, long time) {
        int at = begin;
        while (text[at] == ' ') {
            at++;
        }
        byte mark = text[at];
        if ((mark == 'Z' || mark == 'z') && to == at + 1) {
            return time;
        }
        if (mark == '+' || mark == '-') {
            long offset = offset(text, at + 1, to);
            return offset == UNREADABLE ? UNREADABLE : time - (mark == '-' ? -offset : offset);
        }
        return inNamedZone(new String(text, at, to - at, StandardCharsets.ISO_8859_1), time);
    }

    private long inNamedZone(String name, long time) {
        LocalOffsets zone = named.get(name);
        if (zone == null) {
            try {
                zone = new LocalOffsets(ZoneId.of(name));
            } catch (DateTimeException e) {
                return UNREADABLE;
            }
            if (named.size() < MOST_ZONES) {
                named.put(name, zone);
            }
        }
        return zone.toInstant(time);
    }

    /** The offset after its sign, in milliseconds; what follows in brackets is its zone's name and adds nothing. */
    private static long offset(byte[] text, int from, int finish) {
        int to = finish;
        if (text[to - 1] == ']') {
            to = from;
            while (to < finish && text[to] != '[') {
                to++;
            }
        }
        int length = to - from;
        boolean colons = length > 2 && text[from + 2] == ':';
        int step = colons ? 3 : 2;
        int parts = colons ? (length + 1) / 3 : length / 2;
        if (parts < 1 || parts > 3 || length != parts * step - (colons ? 1 : 0)) {
            return UNREADABLE;
        }
        int hours = two(text, from);
        int minutes = parts > 1 ? two(text, from + step) : 0;
        int seconds = parts > 2 ? two(text, from + 2 * step) : 0;
        boolean parted = !colons || parts < 3 || text[from + 5] == ':';
        boolean possible = hours >= 0 && minutes >= 0 && minutes < 60 && seconds >= 0 && seconds < 60;
        int total = (hours * 60 + minutes) * 60 + seconds;
        return parted && possible && total <= 18 * 3600 ? total * 1000L : UNREADABLE;
    }

    /** Days since the epoch of a date at a position, by the proleptic Gregorian calendar. */
    private static long day(byte[] text, int at) {
        int century = two(text, at);
        int years = two(text, at + 2);
        int month = two(text, at + 5);
        int day = two(text, at + 8);
        if (century < 0 || years < 0 || month < 1 || month > 12 || day < 1 || text[at + 7] != '-') {
            return UNREADABLE;
        }
        int year = century * 100 + years;
        if (day > 28 && day > daysIn(month, year)) {
            return UNREADABLE;
        }
        // Years begin in March here, so that the leap day comes last.
        int shifted = month > 2 ? year : year - 1;
        int era = Math.floorDiv(shifted, 400);
        int yearOfEra = shifted - era * 400;
        int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * 146_097L + dayOfEra - 719_468;
    }

    private static int daysIn(int month, int year) {
        return switch (month) {
            case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
            case 4, 6, 9, 11 -> 30;
            default -> 31;
        };
    }

    /** Two digits, or a negative number where there are none. */
    private static int two(byte[] text, int at) {
        int tens = text[at] - '0';
        int ones = text[at + 1] - '0';
        return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1000 : tens * 10 + ones;
    }

    /** Only numbers that can hardly be anything else: 20240313 is a date to its writer, not the summer of 1970. */
    private long number(byte[] text, int from, int to) {
        int digits = 0;
        int at = from < to && text[from] == '-' ? from + 1 : from;
        while (at + digits < to && text[at + digits] >= '0' && text[at + digits] <= '9') {
            digits++;
        }
        boolean whole = at + digits == to;
        if (digits == 0 || (!whole && text[at + digits] != '.')) {
            return UNREADABLE;
        }
        return switch (digits) {
            case 9, 10 -> seconds.parse(text, from, to);
            case 12, 13 -> millis.parse(text, from, to);
            default -> UNREADABLE;
        };
    }

    @Override
    public String expected() {
        return "ISO 8601, yyyy-MM-dd HH:mm:ss, or seconds or milliseconds since 1970; otherwise give --time-format";
    }
}
