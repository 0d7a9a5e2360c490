package io.journeytracker.log;

import java.nio.charset.StandardCharsets;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * The properties of one row: the names are shared by all rows, a cell without a value is no entry. A map of a log has a
 * handful of keys, for which looking through them beats hashing, and a row costs one array instead of a table of nodes.
 */
final class RowProperties extends AbstractMap<String, Object> {

    /** In UTF-8, of a char of Java. */
    private static final int MOST_BYTES_OF_A_CHARACTER = 3;

    private final String[] names;
    private final Object[] values;
    private final int size;

    /** @param size how many of the values are not null */
    RowProperties(String[] names, Object[] values, int size) {
        this.names = names;
        this.values = values;
        this.size = size;
    }

    /** All fields but the named columns, at most as many as a touchpoint may have. */
    static RowProperties of(Map<String, Object> fields, Columns columns) {
        String[] names = new String[Math.min(fields.size(), RowBuilder.MOST_PROPERTIES)];
        Object[] values = new Object[names.length];
        int size = 0;
        int others = RowBuilder.MOST_PROPERTIES - columns.further().size();
        for (Map.Entry<String, Object> field : fields.entrySet()) {
            boolean needed = columns.further().containsKey(field.getKey());
            if (needed || !columns.names(field.getKey()) && others-- > 0) {
                names[size] = field.getKey();
                values[size++] = field.getValue();
            }
        }
        return new RowProperties(
                size < names.length ? Arrays.copyOf(names, size) : names,
                size < names.length ? Arrays.copyOf(values, size) : values,
                size);
    }

    /** True where names and texts are so long that a touchpoint of them would have more than {@code most} bytes. */
    boolean exceed(long most) {
        return characters() * MOST_BYTES_OF_A_CHARACTER > most && bytes() > most;
    }

    private long characters() {
        long characters = 0;
        for (int i = 0; i < values.length; i++) {
            if (values[i] != null) {
                characters += names[i].length() + (values[i] instanceof String text ? text.length() : Long.BYTES);
            }
        }
        return characters;
    }

    private long bytes() {
        long bytes = 0;
        for (int i = 0; i < values.length; i++) {
            if (values[i] != null) {
                bytes += utf8(names[i]) + (values[i] instanceof String text ? utf8(text) : Long.BYTES);
            }
        }
        return bytes;
    }

    /** How many bytes a text takes. */
    static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Object get(Object key) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(key)) {
                return values[i];
            }
        }
        return null;
    }

    @Override
    public boolean containsKey(Object key) {
        return get(key) != null;
    }

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
        return new Entries();
    }

    private final class Entries extends AbstractSet<Map.Entry<String, Object>> {

        @Override
        public Iterator<Map.Entry<String, Object>> iterator() {
            return new Cells();
        }

        @Override
        public int size() {
            return size;
        }
    }

    private final class Cells implements Iterator<Map.Entry<String, Object>> {

        private int next = skipEmpty(0);

        private int skipEmpty(int from) {
            int at = from;
            while (at < values.length && values[at] == null) {
                at++;
            }
            return at;
        }

        @Override
        public boolean hasNext() {
            return next < values.length;
        }

        @Override
        public Map.Entry<String, Object> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            int at = next;
            next = skipEmpty(at + 1);
            return new SimpleImmutableEntry<>(names[at], values[at]);
        }
    }
}
