package io.journeytracker.stack;

import io.journeytracker.stack.Dashboard.Variable;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A dashboard's variables as a person finds them who opens it: the first value of each, all where several may be chosen. */
final class Choice {

    private static final Pattern VALUES = Pattern.compile("label_values\\((.*),\\s*(\\w+)\\)");
    private static final Pattern USE = Pattern.compile("\\$(?:\\{(\\w+)(?::\\w+)?}|(\\w+))");

    private final Map<String, String> values = new LinkedHashMap<>();

    /**
     * @param range of the time that is shown
     * @param rate for rates: at least four scrapes
     */
    Choice(Duration range, Duration rate) {
        values.put("__range", range.toSeconds() + "s");
        values.put("__range_s", String.valueOf(range.toSeconds()));
        values.put("__rate_interval", rate.toSeconds() + "s");
        values.put("__interval", rate.toSeconds() + "s");
    }

    /** @throws StackException if the variable has no value to choose */
    void choose(Variable variable, Prometheus prometheus) {
        Matcher asked = VALUES.matcher(variable.query());
        if (!asked.matches()) {
            throw new StackException(
                    "variable " + variable.name() + " asks " + variable.query() + "; expected label_values(…, label)");
        }
        List<String> found = prometheus.labelValues(in(asked.group(1)), asked.group(2));
        if (found.isEmpty()) {
            throw new StackException("variable " + variable.name() + " has no value to choose: " + variable.query());
        }
        values.put(
                variable.name(),
                variable.several()
                        ? "("
                                + String.join(
                                        "|",
                                        found.stream().map(Choice::literally).toList()) + ")"
                        : found.get(0).replace("\\", "\\\\").replace("\"", "\\\""));
    }

    /** The expression with the values put in. */
    String in(String expression) {
        return USE.matcher(expression).replaceAll(use -> {
            String name = use.group(1) == null ? use.group(2) : use.group(1);
            String value = values.get(name);
            if (value == null) {
                throw new StackException("unknown variable $" + name + " in " + expression);
            }
            return Matcher.quoteReplacement(value);
        });
    }

    /** As Grafana writes several values into a regular expression within a string. */
    private static String literally(String value) {
        return value.replaceAll("[\\\\^$.*+?()\\[\\]{}|]", "\\\\\\\\$0");
    }
}
