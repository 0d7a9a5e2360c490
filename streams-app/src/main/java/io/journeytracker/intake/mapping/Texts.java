package io.journeytracker.intake.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Pattern;

/** Texts of bounded length, and numbers that may be written as text. */
final class Texts {

    static final int MAX_COMMENT = 2_000;
    private static final int MAX_DIGITS = 40;
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+([.][0-9]+)?");

    private Texts() {}

    /** At most so many characters, without half of a pair at the end. */
    static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }

    static String comment(String text) {
        return cut(text, MAX_COMMENT);
    }

    static Optional<String> text(JsonNode node) {
        return node.isTextual() && !node.textValue().isBlank() ? Optional.of(node.textValue()) : Optional.empty();
    }

    /** A finite number, also one in text. */
    static Optional<Double> number(JsonNode node) {
        double number = node.isNumber() ? node.doubleValue() : node.isTextual() ? parse(node.textValue()) : Double.NaN;
        return Double.isFinite(number) ? Optional.of(number) : Optional.empty();
    }

    private static double parse(String text) {
        if (text.length() > MAX_DIGITS || !NUMBER.matcher(text.strip()).matches()) {
            return Double.NaN;
        }
        return Double.parseDouble(text.strip());
    }
}
