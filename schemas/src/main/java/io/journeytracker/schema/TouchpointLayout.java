package io.journeytracker.schema;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** Reads touchpoints that were written by the very schema that this application has, field by field. One thread. */
final class TouchpointLayout {

    /** Fields of which the same values come again and again. */
    private static final Set<String> WORDS = Set.of("event", "channel", "currency", "source");

    private static final Schema CURRENT = Touchpoint.getClassSchema();
    private static final String LAYOUT = SchemaNormalization.toParsingForm(CURRENT);

    private final AvroCursor in = new AvroCursor();
    private final Supplier<?>[] fields;

    TouchpointLayout() {
        fields = CURRENT.getFields().stream()
                .map(field -> reading(field.schema(), WORDS.contains(field.name())))
                .toArray(Supplier[]::new);
    }

    /** Whether what was written by this schema has our layout; documentation and defaults do not show in the bytes. */
    static boolean is(Schema writer) {
        return SchemaNormalization.toParsingForm(writer).equals(LAYOUT);
    }

    /** @throws IndexOutOfBoundsException if it is damaged or cut off */
    Touchpoint read(byte[] bytes, int from) {
        in.on(bytes, from);
        Touchpoint touchpoint = new Touchpoint();
        for (int field = 0; field < fields.length; field++) {
            touchpoint.put(field, fields[field].get());
        }
        return touchpoint;
    }

    private Supplier<?> reading(Schema schema, boolean word) {
        return switch (schema.getType()) {
            case NULL -> () -> null;
            case STRING -> word ? in::readWord : in::readText;
            case LONG -> in::readLong;
            case DOUBLE -> in::readDouble;
            case BOOLEAN -> in::readBoolean;
            case ENUM -> symbol(schema);
            case UNION -> branch(schema.getTypes(), word);
            case MAP -> entries(schema.getValueType());
            case RECORD -> record(schema);
            default -> throw new IllegalStateException("A touchpoint with a field of type " + schema.getType());
        };
    }

    private Supplier<?> branch(List<Schema> types, boolean word) {
        Supplier<?>[] branches = types.stream().map(type -> reading(type, word)).toArray(Supplier[]::new);
        return () -> branches[in.readIndex(branches.length)].get();
    }

    private Supplier<?> symbol(Schema schema) {
        Object[] symbols = schema.getEnumSymbols().stream()
                .map(name -> SpecificData.get().createEnum(name, schema))
                .toArray();
        return () -> symbols[in.readIndex(symbols.length)];
    }

    private Supplier<?> record(Schema schema) {
        Supplier<?>[] values = schema.getFields().stream()
                .map(field -> reading(field.schema(), false))
                .toArray(Supplier[]::new);
        Class<?> type = SpecificData.get().getClass(schema);
        return () -> {
            SpecificRecord made = (SpecificRecord) SpecificData.newInstance(type, schema);
            for (int field = 0; field < values.length; field++) {
                made.put(field, values[field].get());
            }
            return made;
        };
    }

    private Supplier<Map<String, Object>> entries(Schema valueSchema) {
        Supplier<?> value = reading(valueSchema, false);
        return () -> {
            Map<String, Object> entries = new HashMap<>();
            for (long block = in.readBlock(); block != 0; block = in.readBlock()) {
                for (long i = 0; i < block; i++) {
                    String key = in.readWord();
                    entries.put(key, value.get());
                }
            }
            return entries;
        };
    }
}
