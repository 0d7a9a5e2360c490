package io.journeytracker.log;

import java.util.Map;
import java.util.Optional;

/**
 * The columns that mean something to a journey; every other column becomes a property. Of JSON lines, fields (a nested
 * one with dots, for instance {@code user.id}); of XES, attributes. Of event and channel {@code =text} is no column: every
 * row has that text.
 *
 * @param customer who
 * @param event what happened
 * @param time when
 * @param channel where
 * @param sentiment how it felt, -1 to 1
 * @param id message id: rows with the same one are duplicates
 * @param further columns that must be there and stay properties, with the option that names each
 */
public record Columns(
        String customer,
        String event,
        String time,
        Optional<String> channel,
        Optional<String> sentiment,
        Optional<String> id,
        Map<String, String> further) {

    /** The names that the XES standard gives them. */
    public static final String XES_NAME = "concept:name";

    public static final String XES_TIME = "time:timestamp";

    public static Columns of(String customer, String event, String time) {
        return new Columns(customer, event, time, Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
    }

    /** The text that every row has instead of a column's. */
    static Optional<String> constant(String column) {
        return column.startsWith("=") ? Optional.of(column.substring(1)) : Optional.empty();
    }

    boolean names(String column) {
        return column.equals(customer)
                || column.equals(event)
                || column.equals(time)
                || channel.filter(column::equals).isPresent()
                || sentiment.filter(column::equals).isPresent()
                || id.filter(column::equals).isPresent();
    }
}
