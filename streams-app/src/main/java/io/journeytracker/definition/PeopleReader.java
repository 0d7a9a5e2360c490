package io.journeytracker.definition;

import io.journeytracker.yaml.Block;
import io.journeytracker.yaml.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Reads what the picture shows beside the stages: personas and declared touchpoints. */
final class PeopleReader {

    private PeopleReader() {}

    static List<Persona> personas(Value value) {
        Set<String> ids = new HashSet<>();
        return value.items().stream()
                .flatMap(item -> item.block().stream())
                .map(block -> persona(block, ids))
                .toList();
    }

    private static Persona persona(Block block, Set<String> ids) {
        String id = LeavingReader.id(block, ids).orElse("");
        Persona persona = new Persona(
                id,
                block.read("title", Value::text).orElse(id),
                block.read("target", Value::flag).orElse(false),
                texts(block, "goals"),
                texts(block, "needs"),
                texts(block, "motivations"),
                texts(block, "frustrations"),
                block.read("when", ConditionReader::condition));
        block.end();
        return persona;
    }

    private static List<String> texts(Block block, String key) {
        return block.value(key).map(Value::texts).orElse(List.of());
    }

    static List<TouchpointRule> touchpoints(Value value) {
        Set<String> ids = new HashSet<>();
        return value.items().stream()
                .flatMap(item -> item.block().stream())
                .map(block -> touchpoint(block, ids))
                .toList();
    }

    private static TouchpointRule touchpoint(Block block, Set<String> ids) {
        String id = LeavingReader.id(block, ids).orElse("");
        Optional<Double> expected = block.read("expected-emotion", Figures::emotion);
        TouchpointRule touchpoint = new TouchpointRule(
                id,
                block.read("title", Value::text).orElse(id),
                RuleReader.isIn(block) ? Optional.of(RuleReader.read(block)) : Optional.empty(),
                block.read("moment-of-truth", Value::flag).orElse(false),
                expected.map(OptionalDouble::of).orElse(OptionalDouble.empty()),
                block.read("advocacy", word -> word.choice(Advocacy.class)));
        block.end();
        return touchpoint;
    }
}
