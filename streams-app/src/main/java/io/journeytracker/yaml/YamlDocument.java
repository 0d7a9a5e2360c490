package io.journeytracker.yaml;

import java.io.StringReader;
import java.util.Iterator;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.CollectionNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** The YAML of a file, bounded in size, depth and in what its aliases may grow to. */
public final class YamlDocument {

    private static final int LARGEST = 1_000_000;
    private static final int DEEPEST = 30;
    private static final int MOST_VALUES = 20_000;

    private final Problems problems;
    private final String expected;
    private int values;

    /** @param expected what the file is to be, for messages, for instance {@code a journey map} */
    public YamlDocument(Problems problems, String expected) {
        this.problems = problems;
        this.expected = expected;
    }

    /** The one document in the text, or a problem. */
    public Optional<Node> parse(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(LARGEST);
        options.setNestingDepthLimit(DEEPEST);
        options.setMaxAliasesForCollections(MOST_VALUES);
        try {
            return only(new Yaml(options)
                    .composeAll(new StringReader(withoutMark(text)))
                    .iterator());
        } catch (MarkedYAMLException invalid) {
            String context = invalid.getContext() == null ? "" : invalid.getContext() + ", ";
            problems.add(
                    invalid.getProblemMark(),
                    "",
                    "is not YAML: " + context + invalid.getProblem() + "; expected valid YAML");
        } catch (YAMLException invalid) {
            problems.add(null, "", "cannot be read: " + invalid.getMessage() + "; expected " + expected + " in YAML");
        }
        return Optional.empty();
    }

    // Some editors begin UTF-8 files with a byte order mark.
    private static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private Optional<Node> only(Iterator<Node> documents) {
        if (!documents.hasNext()) {
            problems.add(null, "", "is empty; expected " + expected);
            return Optional.empty();
        }
        Node document = documents.next();
        if (documents.hasNext()) {
            Node second = documents.next();
            problems.add(second.getStartMark(), "", "a second document begins here; expected one in a file");
            return Optional.empty();
        }
        return bounded(document, 0) ? Optional.of(document) : Optional.empty();
    }

    // Aliases share nodes: a small file can describe an endless or exponentially large value.
    private boolean bounded(Node node, int depth) {
        if (depth > DEEPEST || ++values > MOST_VALUES) {
            problems.add(
                    node.getStartMark(),
                    "",
                    "aliases make the file too deep or too large; expected at most " + DEEPEST + " levels and "
                            + MOST_VALUES + " values");
            return false;
        }
        if (!node.getTag().startsWith(Tag.PREFIX)) {
            problems.add(node.getStartMark(), "", "has the tag " + node.getTag() + "; expected a plain value");
            return false;
        }
        if (!(node instanceof CollectionNode<?>)) {
            return true;
        }
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue().stream().allMatch(item -> bounded(item, depth + 1));
        }
        for (NodeTuple entry : ((MappingNode) node).getValue()) {
            if (!bounded(entry.getKeyNode(), depth + 1) || !bounded(entry.getValueNode(), depth + 1)) {
                return false;
            }
        }
        return true;
    }
}
