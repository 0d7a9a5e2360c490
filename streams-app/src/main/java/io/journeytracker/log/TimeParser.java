package io.journeytracker.log;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Optional;

/** Turns a written time into milliseconds since the epoch; what is finer is cut off, towards the past. */
public interface TimeParser {

    /** Not a time in the expected form. */
    long UNREADABLE = Long.MIN_VALUE;

    /**
     * Reads the ASCII text between two positions.
     *
     * @return milliseconds, or {@link #UNREADABLE}
     */
    long parse(byte[] text, int from, int to);

    /** As {@link #parse(byte[], int, int)}. */
    default long parse(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return parse(bytes, 0, bytes.length);
    }

    /** What is expected, for the user. */
    String expected();

    /**
     * The reader of a format.
     *
     * @param format {@code epoch-ms}, {@code epoch-s} or a pattern of {@link java.time.format.DateTimeFormatter}; empty:
     *     ISO 8601 and what is near it, as {@link IsoTime} says
     * @param zone of times that name none
     * @throws LogException if the format is not one
     */
    static TimeParser of(Optional<String> format, ZoneId zone) {
        if (format.isEmpty()) {
            return new IsoTime(zone);
        }
        return switch (format.get()) {
            case "epoch-ms" -> new EpochTime(1, "milliseconds");
            case "epoch-s" -> new EpochTime(1000, "seconds");
            default -> new PatternTime(format.get(), zone);
        };
    }
}
