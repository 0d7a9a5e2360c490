package io.journeytracker.definition;

import io.journeytracker.yaml.Block;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** The {@code x-} keys of a map as plain values: maps, lists, texts, numbers, truth values; nothing as empty text. */
final class Extensions {

    private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9]{1,15}(\\.[0-9]{1,15})?");

    private Extensions() {}

    static Map<String, Object> of(Block block) {
        Map<String, Object> extensions = new LinkedHashMap<>();
        block.extensions().forEach((key, value) -> extensions.put(key, plain(value.node())));
        return Collections.unmodifiableMap(extensions);
    }

    private static Object plain(Node node) {
        if (node instanceof SequenceNode sequence) {
            List<Object> items = new ArrayList<>();
            sequence.getValue().forEach(item -> items.add(plain(item)));
            return List.copyOf(items);
        }
        if (node instanceof MappingNode mapping) {
            Map<String, Object> entries = new LinkedHashMap<>();
            for (NodeTuple entry : mapping.getValue()) {
                entries.put(String.valueOf(plain(entry.getKeyNode())), plain(entry.getValueNode()));
            }
            return Collections.unmodifiableMap(entries);
        }
        return plain((ScalarNode) node);
    }

    private static Object plain(ScalarNode scalar) {
        String written = scalar.getValue();
        boolean number = scalar.getTag().equals(Tag.INT) || scalar.getTag().equals(Tag.FLOAT);
        if (number && NUMBER.matcher(written).matches()) {
            return new BigDecimal(written).stripTrailingZeros();
        }
        return scalar.getTag().equals(Tag.BOOL)
                ? (Object) List.of("true", "yes", "on").contains(written)
                : written;
    }
}
