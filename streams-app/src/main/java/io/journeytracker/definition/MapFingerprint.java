package io.journeytracker.definition;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells whether two maps mean the same: a hash of everything that was read, so that comments, layout, the order of keys
 * and defaults written out make no difference.
 */
public final class MapFingerprint {

    private MapFingerprint() {}

    /** SHA-256 in 64 hexadecimal digits. */
    public static String of(JourneyDefinition map) {
        StringBuilder canonical = new StringBuilder();
        write(map, canonical);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(canonical.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }

    // Records are walked by their components, so that a new one can never be forgotten here.
    private static void write(Object value, StringBuilder out) {
        if (value instanceof Record fields) {
            out.append('{');
            for (RecordComponent component : fields.getClass().getRecordComponents()) {
                out.append(component.getName()).append(':');
                write(read(component, fields), out);
            }
            out.append('}');
        } else if (value instanceof Set<?> set) {
            write(set.stream().map(String::valueOf).sorted().toList(), out);
        } else if (value instanceof Collection<?> items) {
            out.append('[');
            items.forEach(item -> write(item, out));
            out.append(']');
        } else if (value instanceof Map<?, ?> entries) {
            out.append('<');
            entries.forEach((key, entry) -> {
                write(key, out);
                write(entry, out);
            });
            out.append('>');
        } else if (value instanceof Optional<?> optional) {
            optional.ifPresentOrElse(present -> write(present, out), () -> out.append('-'));
        } else {
            String text = value.toString();
            out.append(text.length()).append('=').append(text).append(';');
        }
    }

    private static Object read(RecordComponent component, Record fields) {
        try {
            return component.getAccessor().invoke(fields);
        } catch (IllegalAccessException | InvocationTargetException unexpected) {
            throw new IllegalStateException("A map's records can be read", unexpected);
        }
    }
}
