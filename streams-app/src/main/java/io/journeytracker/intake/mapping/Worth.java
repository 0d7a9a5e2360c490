package io.journeytracker.intake.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a message is worth, by the names of Segment's e-commerce Spec: the first that is a number counts. */
final class Worth {

    private static final List<String> VALUES = List.of("total", "revenue", "value");
    private static final Pattern CODE = Pattern.compile("[A-Za-z]{3}");

    private Worth() {}

    static Optional<Double> value(ObjectNode properties) {
        for (String name : VALUES) {
            JsonNode value = properties.get(name);
            Optional<Double> number = value == null ? Optional.empty() : Texts.number(value);
            if (number.isPresent()) {
                return number;
            }
        }
        return Optional.empty();
    }

    /** Three capitals; empty for what is no such code. */
    static Optional<String> currency(ObjectNode properties) {
        return Texts.text(properties.path("currency")).flatMap(Worth::code);
    }

    static Optional<String> code(String currency) {
        return CODE.matcher(currency).matches() ? Optional.of(currency.toUpperCase(Locale.ROOT)) : Optional.empty();
    }
}
