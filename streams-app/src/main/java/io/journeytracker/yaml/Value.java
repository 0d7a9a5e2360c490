package io.journeytracker.yaml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A value in a map, with where it stands. Each reading method answers the value as what was expected there, or adds a
 * problem and answers nothing.
 */
public record Value(Node node, String path, Problems problems) {

    private static final int LONGEST_TEXT = 2000;

    /** Adds a problem of this value. */
    public <T> Optional<T> fail(String message) {
        problems.add(node.getStartMark(), path, message);
        return Optional.empty();
    }

    public Optional<Block> block() {
        if (node instanceof MappingNode mapping) {
            return Optional.of(new Block(mapping, path, problems));
        }
        return fail("is " + kind() + "; expected keys and values");
    }

    public boolean isList() {
        return node instanceof SequenceNode;
    }

    /** The elements of a list. */
    public List<Value> items() {
        if (node instanceof SequenceNode) {
            return itemsOrOne();
        }
        fail("is " + kind() + "; expected a list");
        return List.of();
    }

    /** The elements of a list; anything else stands for a list of one. */
    public List<Value> itemsOrOne() {
        if (!(node instanceof SequenceNode sequence)) {
            return List.of(this);
        }
        List<Value> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            items.add(new Value(item, path + "[" + items.size() + "]", problems));
        }
        return items;
    }

    /** A text of 1 to 2000 characters. */
    public Optional<String> text() {
        return text(LONGEST_TEXT);
    }

    public Optional<String> text(int longest) {
        if (!(node instanceof ScalarNode scalar) || isNull()) {
            return fail("is " + kind() + "; expected text");
        }
        String text = scalar.getValue();
        if (!node.getTag().equals(Tag.STR)) {
            return fail("is read as " + kind() + ", not as text; expected text, so write \"" + text + "\" in quotes");
        }
        if (text.isBlank()) {
            return fail("is blank; expected text");
        }
        int length = text.codePointCount(0, text.length());
        return length <= longest
                ? Optional.of(text)
                : fail("has " + length + " characters; expected at most " + longest);
    }

    /** One text or a list of them. */
    public List<String> texts() {
        return itemsOrOne().stream().flatMap(item -> item.text().stream()).toList();
    }

    /** A text as it is written, also where YAML takes it for a number or a date. */
    public Optional<String> written(String expected) {
        return node instanceof ScalarNode scalar && !isNull()
                ? Optional.of(scalar.getValue())
                : fail("is " + kind() + "; expected " + expected);
    }

    /** A scalar as it is written, whatever it is; empty for anything else. */
    public Optional<String> raw() {
        return node instanceof ScalarNode scalar ? Optional.of(scalar.getValue()) : Optional.empty();
    }

    public Optional<Boolean> flag() {
        return Tag.BOOL.equals(node.getTag()) && node instanceof ScalarNode scalar
                ? Optional.of(
                        List.of("true", "yes", "on").contains(scalar.getValue().toLowerCase(Locale.ROOT)))
                : fail("is " + kind() + "; expected true or false");
    }

    /** One of a few words, written in small letters. */
    public <E extends Enum<E>> Optional<E> choice(Class<E> type, Function<E, Boolean> allowed) {
        List<E> choices =
                Arrays.stream(type.getEnumConstants()).filter(allowed::apply).toList();
        List<String> words = choices.stream()
                .map(choice -> choice.name().toLowerCase(Locale.ROOT))
                .toList();
        String expected = String.join(", ", words);
        return written(expected).flatMap(word -> {
            int index = words.indexOf(word);
            return index >= 0
                    ? Optional.of(choices.get(index))
                    : fail("is " + word + "; expected one of " + expected + Suggestion.among(words, word));
        });
    }

    public <E extends Enum<E>> Optional<E> choice(Class<E> type) {
        return choice(type, any -> true);
    }

    private boolean isNull() {
        return node.getTag().equals(Tag.NULL);
    }

    /** What this is, for a message. */
    public String kind() {
        if (node instanceof MappingNode) {
            return "a group of keys";
        }
        if (node instanceof SequenceNode) {
            return "a list";
        }
        String written = ((ScalarNode) node).getValue();
        if (isNull()) {
            return "empty";
        }
        if (node.getTag().equals(Tag.INT) || node.getTag().equals(Tag.FLOAT)) {
            return "the number " + written;
        }
        if (node.getTag().equals(Tag.BOOL)) {
            return "the truth value " + written;
        }
        return node.getTag().equals(Tag.TIMESTAMP) ? "the date " + written : "the text " + written;
    }
}
