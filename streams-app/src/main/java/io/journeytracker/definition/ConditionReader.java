package io.journeytracker.definition;

import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import io.journeytracker.yaml.Value;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads and checks CEL expressions; problems stand where CEL says. */
public final class ConditionReader {

    /** Compiles an expression. */
    public interface Compilation {
        void run() throws CelValidationException;
    }

    private ConditionReader() {}

    /** An expression that is true or false. */
    static Optional<String> condition(Value value) {
        return value.text(Expressions.LONGEST)
                .filter(source -> compiles(value, TouchpointVariables.NAMES, () -> Expressions.condition(source)));
    }

    /** An expression of any type. */
    static Optional<String> expression(Value value) {
        return value.text(Expressions.LONGEST)
                .filter(source -> compiles(value, TouchpointVariables.NAMES, () -> Expressions.breakdown("", source)));
    }

    /**
     * Whether an expression compiles; if not, its mistakes are problems of the value.
     *
     * @param names the variables that it may use
     */
    public static boolean compiles(Value value, List<String> names, Compilation compilation) {
        try {
            compilation.run();
            return true;
        } catch (CelValidationException invalid) {
            invalid.getErrors().forEach(issue -> report(value, names, issue));
            return false;
        }
    }

    private static void report(Value value, List<String> names, CelIssue issue) {
        int line = issue.getSourceLocation().getLine();
        int column = issue.getSourceLocation().getColumn();
        String message = issue.getMessage().replaceAll("\\s+", " ").strip();
        String near = message.startsWith("undeclared reference to '") ? "; known are " + String.join(", ", names) : "";
        value.problems()
                .add(
                        value.node().getStartMark(),
                        offset(value, line, column),
                        value.path(),
                        "is no valid condition: " + message + " (line " + line + ", column " + (column + 1)
                                + " of the expression)" + near + "; expected a CEL expression");
    }

    // Only a text on one line without escapes stands in the file as CEL counts it.
    private static int offset(Value value, int line, int column) {
        ScalarNode scalar = (ScalarNode) value.node();
        boolean oneLine = scalar.getStartMark().getLine() == scalar.getEndMark().getLine() && line == 1;
        if (!oneLine) {
            return 0;
        }
        int quotes = scalar.getScalarStyle() == ScalarStyle.PLAIN ? 0 : 1;
        int written = scalar.getEndMark().getColumn() - scalar.getStartMark().getColumn() - 2 * quotes;
        return written == scalar.getValue().length() ? quotes + column : 0;
    }
}
