package io.journeytracker.definition;

import io.journeytracker.yaml.Block;
import io.journeytracker.yaml.Problems;
import io.journeytracker.yaml.Value;
import io.journeytracker.yaml.YamlDocument;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;

/** Reads journey maps, in the language of docs/journeys.md: a valid map, or everything that is wrong with it at once. */
public final class MapReader {

    private static final String LANGUAGE = "1";
    private static final Duration DEFAULT_GRACE = Duration.ofHours(1);
    private static final int MOST_EXITS = 64;
    private static final int MOST_BREAKDOWNS = 10;

    /** A million characters in UTF-8. */
    private static final int MOST_BYTES = 4_000_000;

    private final LocalDate today;

    /** @param today the day against which reviews are overdue */
    public MapReader(LocalDate today) {
        this.today = today;
    }

    /**
     * Reads a map from a file in UTF-8.
     *
     * @throws IOException if the file cannot be read
     */
    public MapReading read(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MOST_BYTES + 1);
        }
        if (bytes.length > MOST_BYTES) {
            Problems problems = new Problems(file.toString());
            problems.add(
                    null,
                    "",
                    "is longer than " + MOST_BYTES + " bytes; expected a map of a million characters at most");
            return new MapReading(Optional.empty(), problems.sorted(), List.of());
        }
        try {
            return read(
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString(),
                    file.toString());
        } catch (CharacterCodingException otherEncoding) {
            Problems problems = new Problems(file.toString());
            problems.add(null, "", "is not UTF-8 text; expected a map in YAML, saved as UTF-8");
            return new MapReading(Optional.empty(), problems.sorted(), List.of());
        }
    }

    /**
     * Reads a map.
     *
     * @param yaml the map's text
     * @param name what messages call it, usually the file's name
     */
    public MapReading read(String yaml, String name) {
        Problems problems = new Problems(name);
        Problems warnings = new Problems(name);
        Optional<Node> document =
                new YamlDocument(problems, "a journey map, which begins with language: 1,").parse(yaml);
        Optional<JourneyDefinition> definition = document.flatMap(node -> new Value(node, "", problems).block())
                .map(block -> read(block, problems, warnings));
        return new MapReading(definition.filter(any -> problems.none()), problems.sorted(), warnings.sorted());
    }

    private JourneyDefinition read(Block block, Problems problems, Problems warnings) {
        block.read("language", MapReader::language);
        String id = block.require("journey", "the journey's permanent id, such as online-shop", Ids::read)
                .orElse("");
        Names names = new Names();
        StageReader stages = new StageReader(names);
        Optional<String> owner = block.read("owner", Value::text);
        if (block.has("stages")) {
            block.value("stages").ifPresent(value -> stages.read(value, owner));
        } else {
            block.problem("stages", "is missing; expected a list of stages");
        }
        JourneyDefinition map = new JourneyDefinition(
                id,
                block.read("version", Figures::positive).orElse(1),
                block.read("title", Value::text).orElse(id),
                block.read("objective", Value::text),
                owner,
                block.read("review", MapReader::review),
                block.read("progress", word -> word.choice(Progress.class)).orElse(Progress.FURTHEST),
                block.read("initial", names::leaf),
                block.read("grace", Durations::read).orElse(DEFAULT_GRACE),
                block.read("retention", Durations::positive),
                block.value("personas").map(PeopleReader::personas).orElse(List.of()),
                block.read("breakdowns", MapReader::breakdowns).orElse(Map.of()),
                block.value("touchpoints").map(PeopleReader::touchpoints).orElse(List.of()),
                stages.leaves(),
                stages.groups(),
                terminal(block, names, stages.leaves()),
                block.read("sticky", Value::flag).orElse(true),
                block.value("exits").map(MapReader::exits).orElse(List.of()),
                block.read("reentry", LeavingReader::reentry),
                block.value("ideal-path").map(value -> ids(value, names)).orElse(List.of()),
                Extensions.of(block));
        block.end();
        names.resolve();
        if (map.retention().filter(kept -> kept.compareTo(map.grace()) <= 0).isPresent()) {
            block.problem("retention", "is not longer than grace; expected a longer time, or none at all");
        }
        if (problems.none()) {
            new MapDoubts(map, block, names, warnings).find(today);
        }
        return map;
    }

    private static Optional<Integer> language(Value value) {
        return value.raw().equals(Optional.of(LANGUAGE))
                ? Optional.of(1)
                : value.fail("is " + value.kind() + "; expected 1, the only version of the language so far");
    }

    private static Optional<Review> review(Value value) {
        return value.block().map(block -> {
            Optional<Duration> every = block.require("every", "a duration such as 90d", Durations::positive);
            Review review = new Review(every.orElse(Duration.ZERO), block.read("last", Figures::date));
            block.end();
            return review;
        });
    }

    private static Optional<Map<String, String>> breakdowns(Value value) {
        return value.block().map(block -> {
            Map<String, String> breakdowns = new LinkedHashMap<>();
            block.entries().forEach((name, expression) -> {
                Ids.check(expression, name);
                ConditionReader.expression(expression).ifPresent(source -> breakdowns.put(name, source));
            });
            if (breakdowns.size() > MOST_BREAKDOWNS) {
                value.fail("has " + breakdowns.size() + " breakdowns; expected at most " + MOST_BREAKDOWNS);
            }
            return Collections.unmodifiableMap(breakdowns);
        });
    }

    private static Set<String> terminal(Block block, Names names, List<Stage> stages) {
        List<String> last = stages.isEmpty()
                ? List.of()
                : List.of(stages.get(stages.size() - 1).id());
        List<String> terminal =
                block.value("terminal").map(value -> ids(value, names)).orElse(last);
        return Collections.unmodifiableSet(new LinkedHashSet<>(terminal));
    }

    private static List<Exit> exits(Value value) {
        List<Exit> exits = LeavingReader.exits(value);
        if (exits.size() > MOST_EXITS) {
            value.fail("has " + exits.size() + " exits; expected at most " + MOST_EXITS);
        }
        return exits;
    }

    private static List<String> ids(Value value, Names names) {
        return value.itemsOrOne().stream()
                .flatMap(item -> names.leaf(item).stream())
                .toList();
    }
}
