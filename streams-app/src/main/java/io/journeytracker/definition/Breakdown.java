package io.journeytracker.definition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.List;

/** A compiled expression by whose value a map's figures are broken down. */
final class Breakdown {

    /** Longer values are cut: they name groups of customers, not texts. */
    static final int LONGEST = 40;

    private final String name;
    private final CelRuntime.Program program;
    private final List<Field> needed;

    Breakdown(String name, CelAbstractSyntaxTree tree, CelRuntime.Program program) {
        this.name = name;
        this.program = program;
        this.needed = NeededFields.ofValue(tree.getExpr());
    }

    String name() {
        return name;
    }

    /** The value as text of at most 40 characters; empty where something is missing or the value is no scalar. */
    String value(TouchpointVariables variables) {
        for (Field field : needed) {
            if (field.in(variables) == null) {
                return "";
            }
        }
        try {
            String text = text(program.eval(variables));
            return text.length() <= LONGEST ? text : cut(text);
        } catch (CelEvaluationException none) {
            return "";
        }
    }

    private static String text(Object value) {
        if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15) {
            return Long.toString(number.longValue());
        }
        return value instanceof String || value instanceof Number || value instanceof Boolean ? value.toString() : "";
    }

    private static String cut(String text) {
        int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return text.substring(0, end);
    }
}
