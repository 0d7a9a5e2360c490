package io.journeytracker.definition;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.cel.bundle.Cel;
import dev.cel.bundle.CelBuilder;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.validator.CelValidatorFactory;
import dev.cel.validator.validators.DurationLiteralValidator;
import dev.cel.validator.validators.RegexLiteralValidator;
import dev.cel.validator.validators.TimestampLiteralValidator;
import java.util.List;

/** Compiles the CEL expressions of maps. Bounded: long, deep and long-running expressions are refused or cut short. */
public final class Expressions {

    public static final int LONGEST = 1000;

    /** Bounds of every expression. */
    public static final CelOptions OPTIONS = CelOptions.current()
            .enableHeterogeneousNumericComparisons(true)
            .maxExpressionCodePointSize(LONGEST)
            .maxParseRecursionDepth(32)
            .comprehensionMaxIterations(1000)
            .build();

    private static final CelType FACTS = MapType.create(SimpleType.STRING, SimpleType.DYN);
    private static final Cel CONDITIONS =
            language().setResultType(SimpleType.BOOL).build();
    private static final Cel VALUES = language().build();

    private static final int MOST_KNOWN = 500;

    /** The checker builds its whole environment for each expression, which takes a millisecond; maps say the same ones again and again. */
    private static final Cache<String, Condition> KNOWN_CONDITIONS = known();

    private static final Cache<List<String>, Breakdown> KNOWN_VALUES = known();

    private Expressions() {}

    private static <K, T> Cache<K, T> known() {
        return Caffeine.newBuilder().maximumSize(MOST_KNOWN).build();
    }

    private static CelBuilder language() {
        return CelFactory.standardCelBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addVar("event", SimpleType.STRING)
                .addVar("channel", SimpleType.STRING)
                .addVar("class", SimpleType.STRING)
                .addVar("contact", SimpleType.STRING)
                .addVar("properties", FACTS)
                .addVar("traits", FACTS)
                .addVar("sentiment", SimpleType.DOUBLE)
                .addVar("score", FACTS)
                .addVar("value", SimpleType.DOUBLE)
                .addVar("source", SimpleType.STRING);
    }

    /** Compiles a condition, an expression that is true or false. */
    static Condition condition(String source) throws CelValidationException {
        Condition known = KNOWN_CONDITIONS.getIfPresent(source);
        if (known == null) {
            CelAbstractSyntaxTree tree = checked(CONDITIONS, source);
            known = new Condition(source, tree, program(CONDITIONS, tree));
            KNOWN_CONDITIONS.put(source, known);
        }
        return known;
    }

    /** Compiles an expression of any type. */
    static Breakdown breakdown(String name, String source) throws CelValidationException {
        List<String> key = List.of(name, source);
        Breakdown known = KNOWN_VALUES.getIfPresent(key);
        if (known == null) {
            CelAbstractSyntaxTree tree = checked(VALUES, source);
            known = new Breakdown(name, tree, program(VALUES, tree));
            KNOWN_VALUES.put(key, known);
        }
        return known;
    }

    /** A pattern, time or duration that is written out and is none would have no value at every touchpoint. */
    private static CelAbstractSyntaxTree checked(Cel cel, String source) throws CelValidationException {
        CelAbstractSyntaxTree tree = cel.compile(source).getAst();
        CelValidatorFactory.standardCelValidatorBuilder(cel)
                .addAstValidators(
                        RegexLiteralValidator.INSTANCE,
                        TimestampLiteralValidator.INSTANCE,
                        DurationLiteralValidator.INSTANCE)
                .build()
                .validate(tree)
                .getAst();
        return tree;
    }

    private static CelRuntime.Program program(Cel cel, CelAbstractSyntaxTree tree) {
        try {
            return cel.createProgram(tree);
        } catch (CelEvaluationException failure) {
            throw new IllegalStateException("A checked expression cannot be made into a program", failure);
        }
    }
}
