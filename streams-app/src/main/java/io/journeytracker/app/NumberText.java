package io.journeytracker.app;

import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Numbers on the command line, refused in words that are not Java's. */
final class NumberText {

    private NumberText() {}

    static CommandLine understoodBy(CommandLine line) {
        ITypeConverter<Integer> integer = of("a whole number", Integer::valueOf);
        ITypeConverter<Long> whole = of("a whole number", Long::valueOf);
        ITypeConverter<Double> fraction = of("a number, such as 2.5", Double::valueOf);
        return line.registerConverter(int.class, integer)
                .registerConverter(Integer.class, integer)
                .registerConverter(long.class, whole)
                .registerConverter(Long.class, whole)
                .registerConverter(double.class, fraction)
                .registerConverter(Double.class, fraction);
    }

    private static <N extends Number> ITypeConverter<N> of(String expected, Function<String, N> read) {
        return text -> {
            try {
                return read.apply(text.strip());
            } catch (NumberFormatException e) {
                throw new TypeConversionException("'" + text + "'; expected " + expected);
            }
        };
    }
}
