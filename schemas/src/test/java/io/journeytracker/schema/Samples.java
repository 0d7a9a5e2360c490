package io.journeytracker.schema;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** Records of any schema, filled with values that a seed chooses: every branch of every union comes up in time. */
final class Samples {

    private final Random random;

    Samples(long seed) {
        this.random = new Random(seed);
    }

    <T extends SpecificRecord> T of(Class<T> type) {
        return type.cast(value(SpecificData.get().getSchema(type)));
    }

    private Object value(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> filled(schema);
            case ENUM ->
                SpecificData.get()
                        .createEnum(
                                schema.getEnumSymbols()
                                        .get(random.nextInt(
                                                schema.getEnumSymbols().size())),
                                schema);
            case ARRAY -> values(schema.getElementType());
            case MAP -> map(schema.getValueType());
            case UNION ->
                value(schema.getTypes().get(random.nextInt(schema.getTypes().size())));
            case STRING -> "text-" + random.nextInt(1000) + "-ü";
            case INT -> random.nextInt();
            case LONG -> random.nextLong();
            case DOUBLE -> random.nextDouble();
            case BOOLEAN -> random.nextBoolean();
            case NULL -> null;
            default -> throw new IllegalArgumentException("No sample of " + schema);
        };
    }

    private Object filled(Schema schema) {
        SpecificRecord record =
                (SpecificRecord) SpecificData.newInstance(SpecificData.get().getClass(schema), schema);
        for (Schema.Field field : schema.getFields()) {
            record.put(field.pos(), value(field.schema()));
        }
        return record;
    }

    private List<?> values(Schema element) {
        List<Object> values = new GenericData.Array<>(4, Schema.createArray(element));
        IntStream.range(0, random.nextInt(4)).forEach(i -> values.add(value(element)));
        return values;
    }

    private Map<String, ?> map(Schema values) {
        Map<String, Object> map = new HashMap<>();
        IntStream.range(0, random.nextInt(5)).forEach(i -> map.put("key-" + i, value(values)));
        return map;
    }
}
