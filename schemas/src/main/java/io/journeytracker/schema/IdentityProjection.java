package io.journeytracker.schema;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.io.DatumReader;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Makes the reader that gets the identity out of records of one writer's schema. It takes the record for one that ends
 * behind the last field of interest, so that the long rest (properties, traits, comment) is not even skipped.
 */
final class IdentityProjection {

    private IdentityProjection() {}

    /** @throws SerializationException if the schema is not that of a touchpoint */
    static DatumReader<TouchpointIdentity> of(Schema writer) {
        var compatibility = SchemaCompatibility.checkReaderWriterCompatibility(Touchpoint.getClassSchema(), writer);
        if (compatibility.getType() != SchemaCompatibilityType.COMPATIBLE) {
            throw new SerializationException("The schema %s cannot be read as a touchpoint: %s"
                    .formatted(
                            writer.getFullName(),
                            compatibility.getResult().getIncompatibilities().stream()
                                    .map(Object::toString)
                                    .toList()));
        }
        return new SpecificDatumReader<>(upToIdentity(writer), TouchpointIdentity.getClassSchema());
    }

    private static Schema upToIdentity(Schema writer) {
        List<Schema.Field> fields = new ArrayList<>();
        int needed = 0;
        for (Schema.Field field : writer.getFields()) {
            fields.add(new Schema.Field(field, field.schema()));
            if (TouchpointIdentity.getClassSchema().getField(field.name()) != null) {
                needed = fields.size();
            }
        }
        return Schema.createRecord(
                writer.getName(),
                writer.getDoc(),
                writer.getNamespace(),
                writer.isError(),
                List.copyOf(fields.subList(0, needed)));
    }
}
