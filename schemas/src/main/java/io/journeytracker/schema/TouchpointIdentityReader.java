package io.journeytracker.schema;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Reads of a {@link Touchpoint} in Confluent's wire format (a zero byte, the schema's id in 4 bytes, the record) no more
 * than whose it is. It stops behind the last field that it needs: damage
 * further on is found by those who read the rest.
 *
 * <p>It keeps its buffers: not to be shared between threads.
 */
public final class TouchpointIdentityReader {

    private static final int HEADER = 5;

    private final WriterSchemas schemas;
    private final Object registry;
    private final Map<Integer, DatumReader<TouchpointIdentity>> projections = new HashMap<>();
    private BinaryDecoder decoder;

    TouchpointIdentityReader(WriterSchemas schemas, Object registry) {
        this.schemas = schemas;
        this.registry = registry;
    }

    /**
     * @param value a record's value; null gives null
     * @throws SerializationException if it is no touchpoint or cut off
     * @throws RegistryUnavailableException if its schema is not known yet and the registry cannot be asked
     */
    public TouchpointIdentity read(String topic, byte[] value) {
        if (value == null) {
            return null;
        }
        if (value.length < HEADER || value[0] != 0) {
            throw new SerializationException(
                    "A value of %s does not begin with a zero byte and a schema's id".formatted(topic));
        }
        DatumReader<TouchpointIdentity> projection = projection(topic, id(value));
        decoder = DecoderFactory.get().binaryDecoder(value, HEADER, value.length - HEADER, decoder);
        try {
            return projection.read(null, decoder);
        } catch (IOException | AvroRuntimeException | IndexOutOfBoundsException e) {
            throw new SerializationException("A touchpoint of %s is damaged or cut off".formatted(topic), e);
        }
    }

    private DatumReader<TouchpointIdentity> projection(String topic, int id) {
        DatumReader<TouchpointIdentity> projection = projections.get(id);
        if (projection == null) {
            try {
                projection = IdentityProjection.of(schemas.byId(topic, id));
            } catch (SerializationException e) {
                throw RegistryFailure.of(e, topic, registry);
            }
            projections.put(id, projection);
        }
        return projection;
    }

    private static int id(byte[] value) {
        return (value[1] & 0xff) << 24 | (value[2] & 0xff) << 16 | (value[3] & 0xff) << 8 | value[4] & 0xff;
    }
}
