package io.journeytracker.schema;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * Writes and reads records of a state store in Avro's single-object encoding: the bytes C3 01, the writer's schema's
 * 64-bit fingerprint, the record. It reads what any committed version of the schema wrote ({@link SchemaHistory}), so
 * a newer application goes on with older state, without a registry.
 *
 * <p>It keeps its buffers: not to be shared between threads.
 *
 * @see <a href="https://avro.apache.org/docs/1.12.0/specification/#single-object-encoding-specification">Single-object
 *     encoding</a>
 */
public final class StoredRecords<T extends SpecificRecord> {

    private static final short MARKER = (short) 0xC301;
    private static final int HEADER = 10;

    /** Questions make one of these each: to read the history every time took longer than all else that they do. */
    private static final ClassValue<Form> FORMS = new ClassValue<>() {
        @Override
        protected Form computeValue(Class<?> type) {
            return Form.of(type);
        }
    };

    private final Class<T> type;
    private final Form form;
    private final DatumWriter<T> writer;
    private final Map<Long, DatumReader<T>> readers = new HashMap<>();
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(512);
    private BinaryEncoder encoder;
    private BinaryDecoder decoder;

    /**
     * What all records of a type have in common. Shared between threads; nobody changes it.
     *
     * @param versions by fingerprint
     */
    @SuppressWarnings("ArrayRecordComponent")
    private record Form(SpecificData data, Schema current, Map<Long, Schema> versions, byte[] header) {

        static Form of(Class<?> type) {
            SpecificData data = new SpecificData(type.getClassLoader());
            // The generated code reads and writes the fields itself: about twice as fast here as walking the schema.
            data.setCustomCoders(true);
            data.setFastReaderEnabled(false);
            Schema current = data.getSchema(type);
            Map<Long, Schema> versions = new HashMap<>();
            for (Schema version : SchemaHistory.of(current)) {
                versions.put(fingerprint(version), version);
            }
            versions.put(fingerprint(current), current);
            return new Form(data, current, Map.copyOf(versions), StoredRecords.header(fingerprint(current)));
        }
    }

    /** @param type a class generated from a schema of this module */
    public StoredRecords(Class<T> type) {
        SchemaTrust.establish();
        this.type = type;
        this.form = FORMS.get(type);
        this.writer = new SpecificDatumWriter<>(form.current, form.data);
    }

    /** Writes the fields of a record, in the order and the types of its schema. */
    public interface Body {
        void writeTo(Encoder out) throws IOException;
    }

    /** The record's bytes; the array is the caller's. */
    public byte[] encode(T value) {
        return encode(out -> writer.write(value, out));
    }

    /**
     * The same for whoever has the fields at hand and not the record: making one just to write it costs more than the writing. What
     * is written must be what the schema says, which nobody checks here.
     */
    public byte[] encode(Body body) {
        buffer.reset();
        buffer.writeBytes(form.header);
        encoder = EncoderFactory.get().binaryEncoder(buffer, encoder);
        try {
            body.writeTo(encoder);
            encoder.flush();
        } catch (IOException e) {
            encoder = null;
            throw new UncheckedIOException("Cannot encode " + type.getSimpleName(), e);
        }
        return buffer.toByteArray();
    }

    /**
     * The record in {@code bytes}.
     *
     * @throws UnreadableRecordException if the bytes are no single-object encoding, were written by a version that this
     *     application does not know (a newer one), or end too soon
     */
    public T decode(byte[] bytes) {
        DatumReader<T> reader = reader(bytes);
        decoder = DecoderFactory.get().binaryDecoder(bytes, HEADER, bytes.length - HEADER, decoder);
        try {
            T value = reader.read(null, decoder);
            if (!decoder.isEnd()) {
                throw unreadable("has bytes left over after the record", bytes, null);
            }
            return value;
        } catch (IOException | AvroRuntimeException e) {
            throw unreadable("is damaged or cut off", bytes, e);
        }
    }

    private DatumReader<T> reader(byte[] bytes) {
        if (bytes.length < HEADER || ByteBuffer.wrap(bytes).getShort() != MARKER) {
            throw unreadable("does not begin with C3 01 and a schema's fingerprint", bytes, null);
        }
        long fingerprint = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(Short.BYTES);
        DatumReader<T> reader = readers.get(fingerprint);
        if (reader != null) {
            return reader;
        }
        Schema version = form.versions.get(fingerprint);
        if (version == null) {
            throw unreadable(
                    "was written by an unknown version of the schema (fingerprint %016x), probably by a newer application"
                            .formatted(fingerprint),
                    bytes,
                    null,
                    true);
        }
        DatumReader<T> first = new SpecificDatumReader<>(version, form.current, form.data);
        readers.put(fingerprint, first);
        return first;
    }

    private UnreadableRecordException unreadable(String why, byte[] bytes, Exception cause) {
        return unreadable(why, bytes, cause, false);
    }

    private UnreadableRecordException unreadable(String why, byte[] bytes, Exception cause, boolean newer) {
        return new UnreadableRecordException(
                "A stored %s of %d bytes %s".formatted(type.getSimpleName(), bytes.length, why), cause, newer);
    }

    private static long fingerprint(Schema schema) {
        return SchemaNormalization.parsingFingerprint64(schema);
    }

    private static byte[] header(long fingerprint) {
        ByteBuffer header = ByteBuffer.allocate(HEADER).putShort(MARKER);
        return header.order(ByteOrder.LITTLE_ENDIAN).putLong(fingerprint).array();
    }
}
