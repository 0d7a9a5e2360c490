package io.journeytracker.subscription;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.journeytracker.yaml.Problems;
import io.journeytracker.yaml.YamlDocument;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** What the topic has, as JSON: the same keys with the same values. */
public final class NodeJson {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private NodeJson() {}

    /** @throws IllegalArgumentException if it is no YAML of one group of keys */
    public static ObjectNode of(Written written) {
        Node node = new YamlDocument(new Problems("topic"), "a group of keys")
                .parse(written.text())
                .filter(MappingNode.class::isInstance)
                .orElseThrow(() -> new IllegalArgumentException("no YAML of one group of keys"));
        return (ObjectNode) of(node);
    }

    private static JsonNode of(Node node) {
        if (node instanceof MappingNode mapping) {
            ObjectNode object = JSON.objectNode();
            mapping.getValue()
                    .forEach(entry ->
                            object.set(((ScalarNode) entry.getKeyNode()).getValue(), of(entry.getValueNode())));
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
        if (node.getTag().equals(Tag.BOOL)) {
            return JSON.booleanNode(!text.matches("(?i)false|no|off"));
        }
        // Other whole numbers YAML writes in ways of its own, such as 08:00.
        return node.getTag().equals(Tag.INT) && text.matches("0|[1-9][0-9]{0,8}")
                ? JSON.numberNode(Integer.parseInt(text))
                : JSON.textNode(text);
    }
}
