package io.journeytracker.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/** Records as an application wrote them whose schemas were the version before the current one; what that version did not know is lost. */
public final class PreviousVersion {

    private static final int HEADER = 10;
    private static final short MARKER = (short) 0xC301;
    private static final String HISTORY = "/io/journeytracker/schema/history/%s/%d.avsc";

    private final Map<Long, Versions> byFingerprint = new HashMap<>();
    private final Map<String, Integer> rewritten = new HashMap<>();

    private record Versions(Schema current, Schema before) {}

    /** @param records names of records that have had a version before */
    public PreviousVersion(String... records) {
        for (String record : records) {
            List<Schema> all = history(record);
            Versions versions = new Versions(all.get(all.size() - 1), all.get(all.size() - 2));
            byFingerprint.put(SchemaNormalization.parsingFingerprint64(versions.current()), versions);
        }
    }

    /** A record as a producer of the version before would make it. */
    public static GenericRecord of(SpecificRecord record) {
        List<Schema> all = history(record.getSchema().getName());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
            new SpecificDatumWriter<>(record.getSchema()).write(record, encoder);
            encoder.flush();
            return new GenericDatumReader<GenericRecord>(record.getSchema(), all.get(all.size() - 2))
                    .read(null, DecoderFactory.get().binaryDecoder(out.toByteArray(), null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Schema> history(String record) {
        List<Schema> versions = new ArrayList<>();
        for (int n = 1; ; n++) {
            try (InputStream text = PreviousVersion.class.getResourceAsStream(HISTORY.formatted(record, n))) {
                if (text == null) {
                    return versions;
                }
                versions.add(new Schema.Parser().parse(text));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** What is stored, in Avro's single-object encoding, as the version before wrote it; empty: it is no record of these. */
    public Optional<byte[]> of(byte[] stored) {
        if (stored == null || stored.length < HEADER || ByteBuffer.wrap(stored).getShort() != MARKER) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN);
        return Optional.ofNullable(byFingerprint.get(bytes.getLong(Short.BYTES)))
                .map(versions -> rewrite(versions, stored));
    }

    private byte[] rewrite(Versions versions, byte[] stored) {
        rewritten.merge(versions.current().getName(), 1, Integer::sum);
        try {
            Object record = new GenericDatumReader<>(versions.current(), versions.before())
                    .read(null, DecoderFactory.get().binaryDecoder(stored, HEADER, stored.length - HEADER, null));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes(ByteBuffer.allocate(HEADER)
                    .putShort(MARKER)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(SchemaNormalization.parsingFingerprint64(versions.before()))
                    .array());
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
            new GenericDatumWriter<>(versions.before()).write(record, encoder);
            encoder.flush();
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many were rewritten, by the record's name. */
    public Map<String, Integer> rewritten() {
        return Map.copyOf(rewritten);
    }
}
