package io.journeytracker.bulk;

import java.util.Map;
import java.util.Optional;

/**
 * What an option names: a column, or with {@code =} before it a text that every row has.
 *
 * @param column empty: the text counts
 */
record ColumnOrText(Optional<String> column, String text) {

    static ColumnOrText of(String option) {
        return option.startsWith("=")
                ? new ColumnOrText(Optional.empty(), option.substring(1))
                : new ColumnOrText(Optional.of(option), "");
    }

    /** Takes it out of a row's properties; empty where the row has none. */
    Optional<String> take(Map<String, Object> properties) {
        String found = column.map(properties::remove).map(Object::toString).orElse(text);
        return found.isBlank() ? Optional.empty() : Optional.of(found.strip());
    }
}
