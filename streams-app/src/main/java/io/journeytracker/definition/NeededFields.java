package io.journeytracker.definition;

import dev.cel.common.ast.CelExpr;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The fields without which an expression has no value. CEL tells a missing field by an exception, which costs
 * microseconds; looking first costs nanoseconds. Fields that only some evaluations read are left out.
 */
final class NeededFields {

    private static final String AND = "_&&_";
    private static final Set<String> LAZY = Set.of(AND, "_||_", "_?_:_");

    private NeededFields() {}

    /** The fields without which the condition cannot be true. */
    static List<Field> ofCondition(CelExpr condition) {
        Set<Field> found = new LinkedHashSet<>();
        collectConjunction(condition, found);
        return List.copyOf(found);
    }

    /** The fields without which the expression fails. */
    static List<Field> ofValue(CelExpr expression) {
        Set<Field> found = new LinkedHashSet<>();
        collect(expression, found);
        return List.copyOf(found);
    }

    // At the top a conjunction with a missing side is false or fails, never true; deeper (in a negation) it may help.
    private static void collectConjunction(CelExpr condition, Set<Field> found) {
        if (condition.callOrDefault().function().equals(AND)) {
            condition.call().args().forEach(side -> collectConjunction(side, found));
        } else {
            collect(condition, found);
        }
    }

    private static void collect(CelExpr expression, Set<Field> found) {
        Optional<Field> field = Field.of(expression);
        if (field.isPresent()) {
            found.add(field.get());
            return;
        }
        switch (expression.getKind()) {
            case CALL -> collectCall(expression.call(), found);
            case SELECT -> collect(expression.select().operand(), found);
            case LIST -> expression.list().elements().forEach(element -> collect(element, found));
            default -> {}
        }
    }

    private static void collectCall(CelExpr.CelCall call, Set<Field> found) {
        if (!LAZY.contains(call.function())) {
            call.target().ifPresent(target -> collect(target, found));
            call.args().forEach(argument -> collect(argument, found));
        }
    }
}
