package io.journeytracker.yaml;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** A group of keys in a map. Every key that is asked for is known; {@link #end} tells the others. */
public final class Block {

    private static final String EXTENSION = "x-";

    private final MappingNode node;
    private final String path;
    private final Problems problems;
    private final Map<String, Value> values = new LinkedHashMap<>();
    private final Map<String, Mark> marks = new LinkedHashMap<>();
    private final Set<String> known = new LinkedHashSet<>();

    public Block(MappingNode node, String path, Problems problems) {
        this.node = node;
        this.path = path;
        this.problems = problems;
        for (NodeTuple entry : node.getValue()) {
            add(entry.getKeyNode(), entry.getValueNode());
        }
    }

    private void add(Node key, Node value) {
        if (!(key instanceof ScalarNode scalar)) {
            problems.add(key.getStartMark(), path, "has a key that is no word; expected a word");
            return;
        }
        String name = scalar.getValue();
        Mark first = marks.putIfAbsent(name, key.getStartMark());
        if (first != null) {
            problems.add(
                    key.getStartMark(),
                    path(name),
                    "is given twice, first in line " + (first.getLine() + 1) + "; expected each key once");
            return;
        }
        values.put(name, new Value(value, path(name), problems));
    }

    private String path(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    public boolean has(String key) {
        known.add(key);
        return values.containsKey(key);
    }

    public Optional<Value> value(String key) {
        known.add(key);
        return Optional.ofNullable(values.get(key));
    }

    /** The key's value read as what it must be; empty where it is not given or wrong. */
    public <T> Optional<T> read(String key, Function<Value, Optional<T>> reader) {
        return value(key).flatMap(reader);
    }

    /** As {@link #read}, and a problem where the key is not given. */
    public <T> Optional<T> require(String key, String expected, Function<Value, Optional<T>> reader) {
        if (!has(key)) {
            problem(key, "is missing; expected " + expected);
        }
        return read(key, reader);
    }

    /** All keys with their values, where any name is allowed. */
    public Map<String, Value> entries() {
        known.addAll(values.keySet());
        return values;
    }

    /** The {@code x-} keys, which may hold anything. */
    public Map<String, Value> extensions() {
        Map<String, Value> extensions = new LinkedHashMap<>(values);
        extensions.keySet().removeIf(key -> !key.startsWith(EXTENSION));
        return extensions;
    }

    public Mark mark() {
        return node.getStartMark();
    }

    public Mark mark(String key) {
        return marks.getOrDefault(key, mark());
    }

    /** Adds a problem of a key, at the block where the key is not given. */
    public void problem(String key, String message) {
        problems.add(mark(key), path(key), message);
    }

    /** Adds a problem of the block. */
    public void problem(String message) {
        problems.add(mark(), path, message);
    }

    /** Tells the keys that nobody asked for. */
    public void end() {
        for (String key : values.keySet()) {
            if (!known.contains(key) && !key.startsWith(EXTENSION)) {
                String near = Suggestion.among(known, key);
                problem(key, "is not a key of the language here; expected one of " + String.join(", ", known) + near);
            }
        }
    }
}
