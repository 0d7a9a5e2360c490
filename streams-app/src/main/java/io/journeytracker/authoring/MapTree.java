package io.journeytracker.authoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.journeytracker.yaml.Problems;
import io.journeytracker.yaml.YamlDocument;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A map's text as JSON: every key with its value, for a page to change some of them. Comments have no place there. */
final class MapTree {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String WHOLE = "-?(0|[1-9][0-9]{0,14})";

    /** Numbers that are written without an exponent, also by whoever reads them as JSON. */
    private static final String DECIMAL = "-?(0|[1-9][0-9]{0,5})\\.[0-9]{1,3}";

    private MapTree() {}

    /** Empty: it is no YAML, or no group of keys. */
    static Optional<ObjectNode> of(String yaml) {
        return new YamlDocument(new Problems("map"), "a journey map")
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
        return node.getTag().equals(Tag.FLOAT) && text.matches(DECIMAL)
                ? JSON.numberNode(Double.parseDouble(text))
                : JSON.textNode(text);
    }
}
