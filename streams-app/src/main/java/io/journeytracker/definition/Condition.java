package io.journeytracker.definition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.List;
import java.util.Optional;

/**
 * A map's {@code when}, compiled. Comparing one field with a text, by far the commonest condition, is answered without
 * the interpreter.
 */
final class Condition {

    private final String source;
    private final CelRuntime.Program program;
    private final List<Field> needed;
    private final Field comparedField;
    private final String comparedText;

    Condition(String source, CelAbstractSyntaxTree tree, CelRuntime.Program program) {
        this.source = source;
        this.program = program;
        this.needed = NeededFields.ofCondition(tree.getExpr());
        CelExpr.CelCall call = tree.getExpr().callOrDefault();
        boolean equality = call.function().equals("_==_");
        Optional<Field> field = equality ? Field.of(call.args().get(0)) : Optional.empty();
        Optional<String> text = equality ? text(call.args().get(1)) : Optional.empty();
        boolean plain = field.isPresent() && text.isPresent();
        this.comparedField = plain ? field.get() : null;
        this.comparedText = plain ? text.get() : null;
    }

    private static Optional<String> text(CelExpr expression) {
        CelConstant constant = expression.constantOrDefault();
        return constant.getKind() == CelConstant.Kind.STRING_VALUE
                ? Optional.of(constant.stringValue())
                : Optional.empty();
    }

    /** True where the condition is true; a missing field or a failed evaluation makes it false. */
    boolean holds(TouchpointVariables variables) {
        if (comparedField != null) {
            return comparedText.equals(comparedField.in(variables));
        }
        for (Field field : needed) {
            if (field.in(variables) == null) {
                return false;
            }
        }
        try {
            return Boolean.TRUE.equals(program.eval(variables));
        } catch (CelEvaluationException notTrue) {
            return false;
        }
    }

    /** Why it does not hold, for people; empty where it does. */
    Optional<String> whyNot(TouchpointVariables variables) {
        if (holds(variables)) {
            return Optional.empty();
        }
        for (Field field : needed) {
            if (field.in(variables) == null) {
                return Optional.of("the touchpoint has no " + field + ", which the condition " + source + " needs");
            }
        }
        try {
            program.eval(variables);
            return Optional.of("the condition " + source + " is not true");
        } catch (CelEvaluationException failure) {
            return Optional.of("the condition " + source + " has no value: " + failure.getMessage());
        }
    }
}
