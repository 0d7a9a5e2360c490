package io.journeytracker.bulk;

import io.journeytracker.log.LogRow;
import io.journeytracker.schema.Touchpoint;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * Message ids for rows that have none: made of all that the row says, and of how many equal rows came before it. The same file
 * gives the same ids again, and so does a part of it, or another export that overlaps it. Rows are to come sorted by time, so
 * that equal ones come together.
 */
final class RowIds {

    private static final String PREFIX = "row-";
    private static final int BYTES = 16;

    private final MessageDigest digest;
    private final Map<String, Integer> ofThisTime = new HashMap<>();
    private long time = Long.MIN_VALUE;

    RowIds() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** The row's own id, or one made of what it says. */
    String of(LogRow row) {
        if (!row.touchpoint().getMessageId().isEmpty()) {
            return row.touchpoint().getMessageId();
        }
        if (row.time() != time) {
            time = row.time();
            ofThisTime.clear();
        }
        String content = HexFormat.of().formatHex(hash(row.touchpoint()), 0, BYTES);
        int before = ofThisTime.merge(content, 1, Integer::sum) - 1;
        return PREFIX + content + (before == 0 ? "" : "-" + before);
    }

    private byte[] hash(Touchpoint row) {
        try (DataOutputStream out =
                new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), digest))) {
            write(row.getUserId(), out);
            write(row.getEvent(), out);
            out.writeLong(row.getTime());
            write(row.getChannel(), out);
            write(row.getSentiment(), out);
            for (Map.Entry<String, Object> property : new TreeMap<>(row.getProperties()).entrySet()) {
                write(property.getKey(), out);
                write(property.getValue(), out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("A digest does not fail", e);
        }
        return digest.digest();
    }

    /** With kind and length, so that no two rows run into the same bytes. */
    private static void write(Object value, DataOutputStream out) throws IOException {
        byte[] bytes = String.valueOf(value).getBytes(StandardCharsets.UTF_8);
        out.writeByte(value == null ? '0' : value.getClass().getSimpleName().charAt(0));
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
