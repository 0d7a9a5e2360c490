package io.journeytracker.subscription;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import io.journeytracker.definition.Expressions;
import io.journeytracker.schema.JourneyAlert;
import java.util.List;
import java.util.Optional;

/** A subscription's {@code when}: a CEL expression over one alert. Equal where its text is. */
public final class AlertCondition {

    /** Every variable that a condition may use. */
    static final List<String> NAMES = List.of(
            "kind",
            "severity",
            "owner",
            "customer",
            "persona",
            "journey",
            "version",
            "stage",
            "rule",
            "event",
            "channel",
            "mood",
            "value",
            "currency");

    private static final Cel LANGUAGE = language();

    private final String source;
    private final CelRuntime.Program program;

    private AlertCondition(String source, CelRuntime.Program program) {
        this.source = source;
        this.program = program;
    }

    private static Cel language() {
        var builder = CelFactory.standardCelBuilder()
                .setOptions(Expressions.OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .setResultType(SimpleType.BOOL);
        for (String name : NAMES) {
            builder.addVar(
                    name,
                    switch (name) {
                        case "version" -> SimpleType.INT;
                        case "mood", "value" -> SimpleType.DOUBLE;
                        default -> SimpleType.STRING;
                    });
        }
        return builder.build();
    }

    /** @throws CelValidationException if it is none */
    static AlertCondition compile(String source) throws CelValidationException {
        try {
            return new AlertCondition(
                    source, LANGUAGE.createProgram(LANGUAGE.compile(source).getAst()));
        } catch (CelEvaluationException failure) {
            throw new IllegalStateException("A checked expression cannot be made into a program", failure);
        }
    }

    /** True where the condition is true; where a value is missing that decides, it is not. */
    boolean holds(JourneyAlert alert) {
        try {
            return Boolean.TRUE.equals(program.eval(name -> Optional.ofNullable(value(alert, name))));
        } catch (CelEvaluationException notTrue) {
            return false;
        }
    }

    private static Object value(JourneyAlert alert, String name) {
        return switch (name) {
            case "kind" -> AlertWords.kind(alert);
            case "severity" -> alert.getSeverity();
            case "owner" -> alert.getOwner();
            case "customer" -> alert.getCustomer();
            case "persona" -> alert.getPersona();
            case "journey" -> alert.getJourney();
            case "version" -> (long) alert.getVersion();
            case "stage" -> alert.getStage();
            case "rule" -> alert.getRule();
            case "event" -> alert.getLastTouchpoint().getEvent();
            case "channel" -> alert.getLastTouchpoint().getChannel();
            case "mood" -> alert.getMood();
            case "value" -> alert.getValue();
            case "currency" -> alert.getCurrency();
            default -> null;
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AlertCondition condition && condition.source.equals(source);
    }

    @Override
    public int hashCode() {
        return source.hashCode();
    }

    @Override
    public String toString() {
        return source;
    }
}
