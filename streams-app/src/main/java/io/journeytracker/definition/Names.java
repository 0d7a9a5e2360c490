package io.journeytracker.definition;

import io.journeytracker.yaml.Suggestion;
import io.journeytracker.yaml.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.error.Mark;

/** The stages and groups that a map declares, and what refers to them: a reference may come before its stage. */
final class Names {

    private record Reference(Value value, String id, boolean groupsToo) {}

    private final Map<String, Mark> leaves = new LinkedHashMap<>();
    private final Map<String, Mark> groups = new LinkedHashMap<>();
    private final List<Reference> references = new ArrayList<>();

    void declare(Value id, String name, boolean leaf) {
        Mark earlier = leaves.getOrDefault(name, groups.get(name));
        if (earlier != null) {
            id.fail("is " + name + ", as another stage in line " + (earlier.getLine() + 1)
                    + "; expected an id of its own");
        } else {
            (leaf ? leaves : groups).put(name, id.node().getStartMark());
        }
    }

    /** A leaf that the map declares somewhere. */
    Optional<String> leaf(Value value) {
        return refer(value, false);
    }

    /** A leaf or a group that the map declares somewhere. */
    Optional<String> leafOrGroup(Value value) {
        return refer(value, true);
    }

    private Optional<String> refer(Value value, boolean groupsToo) {
        Optional<String> id = value.written("the id of a stage");
        id.ifPresent(name -> references.add(new Reference(value, name, groupsToo)));
        return id;
    }

    /** Tells the references to nothing. */
    void resolve() {
        references.forEach(this::resolve);
    }

    private void resolve(Reference reference) {
        String id = reference.id();
        if (leaves.containsKey(id) || reference.groupsToo() && groups.containsKey(id)) {
            return;
        }
        if (groups.containsKey(id)) {
            reference.value().fail("is " + id + ", which has stages of its own; expected one of the stages inside it");
            return;
        }
        Set<String> names = leaves.keySet();
        reference
                .value()
                .fail("is " + id + ", which is no stage of this map; expected one of " + String.join(", ", names)
                        + Suggestion.among(names, id));
    }

    /** Where a stage is declared. */
    Mark mark(String id) {
        return leaves.getOrDefault(id, groups.get(id));
    }
}
