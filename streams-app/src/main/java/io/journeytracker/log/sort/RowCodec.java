package io.journeytracker.log.sort;

import io.journeytracker.log.LogRow;
import io.journeytracker.schema.Touchpoint;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes rows to temporary files and reads them again: what importers fill in of a touchpoint, nothing else. */
final class RowCodec {

    private RowCodec() {}

    static void write(LogRow row, DataOutputStream out) throws IOException {
        Touchpoint touchpoint = row.touchpoint();
        out.writeLong(row.order());
        out.writeInt(row.weight());
        out.writeLong(touchpoint.getTime());
        text(touchpoint.getUserId(), out);
        text(touchpoint.getEvent(), out);
        text(touchpoint.getMessageId(), out);
        text(touchpoint.getSource(), out);
        value(touchpoint.getChannel(), out);
        value(touchpoint.getSentiment(), out);
        Map<String, Object> properties = touchpoint.getProperties();
        out.writeInt(properties.size());
        for (Map.Entry<String, Object> property : properties.entrySet()) {
            text(property.getKey(), out);
            value(property.getValue(), out);
        }
    }

    static LogRow read(DataInputStream in) throws IOException {
        long order = in.readLong();
        int weight = in.readInt();
        Touchpoint touchpoint = new Touchpoint();
        touchpoint.setTime(in.readLong());
        touchpoint.setUserId(text(in));
        touchpoint.setEvent(text(in));
        touchpoint.setMessageId(text(in));
        touchpoint.setSource(text(in));
        touchpoint.setChannel((String) value(in));
        touchpoint.setSentiment((Double) value(in));
        int size = in.readInt();
        Map<String, Object> properties = new LinkedHashMap<>(size * 2);
        for (int i = 0; i < size; i++) {
            properties.put(text(in), value(in));
        }
        touchpoint.setProperties(properties);
        touchpoint.setTraits(Map.of());
        touchpoint.setIdentifiers(Map.of());
        return new LogRow(order, touchpoint, weight);
    }

    private static void text(String text, DataOutputStream out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInputStream in) throws IOException {
        byte[] bytes = in.readNBytes(in.readInt());
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static void value(Object value, DataOutputStream out) throws IOException {
        if (value == null) {
            out.writeByte('0');
        } else if (value instanceof String text) {
            out.writeByte('s');
            text(text, out);
        } else if (value instanceof Long number) {
            out.writeByte('l');
            out.writeLong(number);
        } else if (value instanceof Double number) {
            out.writeByte('d');
            out.writeDouble(number);
        } else if (value instanceof Boolean truth) {
            out.writeByte(truth ? 't' : 'f');
        } else {
            throw new IllegalArgumentException("a property of " + value.getClass());
        }
    }

    private static Object value(DataInputStream in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case '0' -> null;
            case 's' -> text(in);
            case 'l' -> in.readLong();
            case 'd' -> in.readDouble();
            case 't' -> true;
            case 'f' -> false;
            default -> throw new IOException("a damaged temporary file");
        };
    }
}
