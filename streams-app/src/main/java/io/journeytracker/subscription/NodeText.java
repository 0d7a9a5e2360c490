package io.journeytracker.subscription;

import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A part of a YAML file as a text of its own, in YAML's flow style on one line: the same content gives the same text. */
final class NodeText {

    private NodeText() {}

    static String of(Node node) {
        if (node instanceof MappingNode mapping) {
            return mapping.getValue().stream().map(NodeText::entry).collect(Collectors.joining(", ", "{", "}"));
        }
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue().stream().map(NodeText::of).collect(Collectors.joining(", ", "[", "]"));
        }
        ScalarNode scalar = (ScalarNode) node;
        return scalar.getTag().equals(Tag.STR) ? quoted(scalar.getValue()) : scalar.getValue();
    }

    private static String entry(NodeTuple entry) {
        return of(entry.getKeyNode()) + ": " + of(entry.getValueNode());
    }

    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
            } else if (c < ' ' || c > '~') {
                quoted.append("\\u%04x".formatted(c));
            } else {
                quoted.append((char) c);
            }
        });
        return quoted.append('"').toString();
    }
}
