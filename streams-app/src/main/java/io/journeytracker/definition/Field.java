package io.journeytracker.definition;

import dev.cel.common.ast.CelExpr;
import java.util.Optional;

/**
 * Something of a touchpoint that an expression reads.
 *
 * @param key entry of a map variable such as properties; null: the variable itself
 */
record Field(String variable, String key) {

    /** The field that this part of an expression reads, if it is no more than that. */
    static Optional<Field> of(CelExpr expression) {
        return switch (expression.getKind()) {
            case IDENT ->
                TouchpointVariables.NAMES.contains(expression.ident().name())
                        ? Optional.of(new Field(expression.ident().name(), null))
                        : Optional.empty();
            case SELECT -> ofSelect(expression);
            default -> Optional.empty();
        };
    }

    private static Optional<Field> ofSelect(CelExpr expression) {
        CelExpr.CelSelect select = expression.select();
        return select.testOnly()
                ? Optional.empty()
                : of(select.operand())
                        .filter(operand -> operand.key == null)
                        .map(operand -> new Field(operand.variable, select.field()));
    }

    /** Its value, or null where it is missing. */
    Object in(TouchpointVariables variables) {
        return key == null ? variables.get(variable) : variables.get(variable, key);
    }

    @Override
    public String toString() {
        return key == null ? variable : variable + "." + key;
    }
}
