package io.journeytracker.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** YAML as JSON, for a page to show it and to change some of it: the same keys with the same values. Comments have no place there. */
public final class YamlJson {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String WHOLE = "-?(0|[1-9][0-9]{0,14})";

    /** Numbers that are written without an exponent, also by whoever reads them as JSON. */
    private static final String DECIMAL = "-?(0|[1-9][0-9]{0,5})\\.[0-9]{1,3}";

    private YamlJson() {}

    /** Empty: it is no YAML, or no group of keys. */
    public static Optional<ObjectNode> of(String yaml) {
        return new YamlDocument(new Problems("yaml"), "a group of keys")
                .parse(yaml)
                .filter(MappingNode.class::isInstance)
                .map(node -> (ObjectNode) of(node));
    }

    private static JsonNode of(Node node) {
        if (node instanceof MappingNode mapping) {
            ObjectNode object = JSON.objectNode();
            mapping.getValue().forEach(entry -> {
                if (entry.getKeyNode() instanceof ScalarNode key) {
                    object.set(key.getValue(), of(entry.getValueNode()));
                }
            });
            return object;
        }
        if (node instanceof SequenceNode sequence) {
            ArrayNode array = JSON.arrayNode();
            sequence.getValue().forEach(item -> array.add(of(item)));
            return array;
        }
        return scalar((ScalarNode) node);
    }

    private static JsonNode scalar(ScalarNode node) {
        String text = node.getValue();
        if (node.getTag().equals(Tag.NULL)) {
            return JSON.nullNode();
        }
        if (node.getTag().equals(Tag.BOOL)) {
            return JSON.booleanNode(text.matches("(?i)true|yes|on"));
        }
        // Other numbers YAML writes in ways of its own, such as 08:00.
        if (node.getTag().equals(Tag.INT) && text.matches(WHOLE)) {
            return JSON.numberNode(Long.parseLong(text));
        }
        // 1.10 may be a name, and is to stay what it is.
        return node.getTag().equals(Tag.FLOAT)
                        && text.matches(DECIMAL)
                        && Double.toString(Double.parseDouble(text)).equals(text)
                ? JSON.numberNode(Double.parseDouble(text))
                : JSON.textNode(text);
    }
}
