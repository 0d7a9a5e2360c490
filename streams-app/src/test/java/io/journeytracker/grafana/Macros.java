package io.journeytracker.grafana;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names for parts of expressions that recur: {@code @name} or {@code @name(first;second)}, in whose text {@code %1} and {@code %2}
 * are what was given. Arguments may hold parentheses and macros.
 */
final class Macros {

    private static final Pattern USE = Pattern.compile("@([a-z]+(?:-[a-z]+)*)");
    private static final int DEEPEST = 20;

    private final Map<String, String> texts;

    Macros(Map<String, String> texts) {
        this.texts = Map.copyOf(texts);
    }

    /** @throws IllegalArgumentException if a macro is unknown, or its parentheses do not close */
    String expand(String expression) {
        return expand(expression, 0);
    }

    private String expand(String expression, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("Macros go round in a circle in " + expression);
        }
        Matcher use = USE.matcher(expression);
        StringBuilder expanded = new StringBuilder();
        int from = 0;
        while (use.find(from)) {
            expanded.append(expression, from, use.start());
            String text = texts.get(use.group(1));
            if (text == null) {
                throw new IllegalArgumentException("Unknown macro @" + use.group(1) + " in " + expression);
            }
            from = use.end();
            List<String> arguments = List.of();
            if (text.contains("%1")) {
                int close = close(expression, from);
                arguments = arguments(expression.substring(from + 1, close));
                from = close + 1;
            }
            expanded.append(expand(filled(text, arguments), depth + 1));
        }
        return expanded.append(expression, from, expression.length()).toString().strip();
    }

    private static String filled(String text, List<String> arguments) {
        String filled = text.strip();
        for (int i = 9; i >= 1; i--) {
            filled = filled.replace("%" + i, i <= arguments.size() ? arguments.get(i - 1) : "");
        }
        return filled;
    }

    private static int close(String expression, int open) {
        if (open >= expression.length() || expression.charAt(open) != '(') {
            throw new IllegalArgumentException("Expected ( at " + open + " of " + expression);
        }
        int depth = 0;
        for (int i = open; i < expression.length(); i++) {
            char c = expression.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        throw new IllegalArgumentException("No ) closes the ( at " + open + " of " + expression);
    }

    private static List<String> arguments(String text) {
        List<String> arguments = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ';' && depth == 0) {
                arguments.add(text.substring(from, i));
                from = i + 1;
            }
        }
        arguments.add(text.substring(from));
        return arguments;
    }
}
