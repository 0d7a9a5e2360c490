package io.journeytracker.schema;

import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * Writes records of one schema as Avro's own writer does. What that one asks of the schema for every value (which branch of a union is
 * it?) is settled here once, which takes a third of the time. One thread.
 */
final class RecordLayout {

    private final AvroPen pen = new AvroPen();
    private final Writing writing;

    /** Writes one value; a {@link ClassCastException} or {@link NullPointerException} if it is none of its schema's. */
    @FunctionalInterface
    private interface Writing {
        void write(Object value);
    }

    RecordLayout(Schema schema) {
        writing = of(schema);
    }

    /**
     * @param header stands before the record
     * @throws RuntimeException if the record is none of the schema's
     */
    byte[] write(byte[] header, SpecificRecord record) {
        pen.begin();
        pen.raw(header);
        writing.write(record);
        return pen.written();
    }

    private Writing of(Schema schema) {
        return switch (schema.getType()) {
            case NULL -> value -> {};
            case STRING -> value -> pen.text((String) value);
            case LONG -> value -> pen.number((Long) value);
            case INT -> value -> pen.number((Integer) value);
            case DOUBLE -> value -> pen.fraction((Double) value);
            case BOOLEAN -> value -> pen.truth((Boolean) value);
            case ENUM -> value -> pen.number(((Enum<?>) value).ordinal());
            case UNION -> union(schema.getTypes());
            case ARRAY -> array(of(schema.getElementType()));
            case MAP -> map(of(schema.getValueType()));
            case RECORD -> record(schema);
            default -> throw new IllegalStateException("A record with a field of type " + schema.getType());
        };
    }

    private Writing record(Schema schema) {
        Writing[] fields =
                schema.getFields().stream().map(field -> of(field.schema())).toArray(Writing[]::new);
        return value -> {
            SpecificRecord record = (SpecificRecord) value;
            for (int field = 0; field < fields.length; field++) {
                fields[field].write(record.get(field));
            }
        };
    }

    private Writing array(Writing element) {
        return value -> {
            List<?> elements = (List<?>) value;
            if (!elements.isEmpty()) {
                pen.number(elements.size());
                elements.forEach(element::write);
            }
            pen.number(0);
        };
    }

    private Writing map(Writing each) {
        return value -> {
            Map<?, ?> entries = (Map<?, ?>) value;
            if (!entries.isEmpty()) {
                pen.number(entries.size());
                entries.forEach((name, entry) -> {
                    pen.text((String) name);
                    each.write(entry);
                });
            }
            pen.number(0);
        };
    }

    private Writing union(List<Schema> types) {
        Writing[] branches = types.stream().map(this::of).toArray(Writing[]::new);
        Class<?>[] classes = types.stream().map(RecordLayout::classOf).toArray(Class<?>[]::new);
        return value -> {
            int branch = 0;
            while (value == null ? classes[branch] != Void.class : !classes[branch].isInstance(value)) {
                if (++branch == classes.length) {
                    throw new ClassCastException("no branch of the union takes it");
                }
            }
            pen.number(branch);
            branches[branch].write(value);
        };
    }

    private static Class<?> classOf(Schema schema) {
        return switch (schema.getType()) {
            case NULL -> Void.class;
            case STRING -> String.class;
            case LONG -> Long.class;
            case INT -> Integer.class;
            case DOUBLE -> Double.class;
            case BOOLEAN -> Boolean.class;
            case ENUM -> Enum.class;
            case ARRAY -> List.class;
            case MAP -> Map.class;
            case RECORD -> SpecificRecord.class;
            default -> throw new IllegalStateException("A union with a branch of type " + schema.getType());
        };
    }
}
