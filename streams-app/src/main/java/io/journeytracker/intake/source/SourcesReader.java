package io.journeytracker.intake.source;

import io.journeytracker.schema.Contact;
import io.journeytracker.schema.TouchpointClass;
import io.journeytracker.yaml.Block;
import io.journeytracker.yaml.Problems;
import io.journeytracker.yaml.Value;
import io.journeytracker.yaml.YamlDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads the file of sources, in the language of docs/intake.md: all of them, or everything that is wrong at once. */
public final class SourcesReader {

    private static final String ENVIRONMENT = "env:";
    private static final String KEY_EXPECTED = "4 to 200 letters, digits or signs without blanks, or env:NAME";
    private static final String RATE_EXPECTED = "a number more than 0, at most 1000000";
    private static final double MOST = 1_000_000;
    private static final int BURST_SECONDS = 5;
    private static final int LONGEST_CHANNEL = 64;

    private final Function<String, Optional<String>> environment;

    /** @param environment a variable's value by its name */
    public SourcesReader(Function<String, Optional<String>> environment) {
        this.environment = environment;
    }

    /** @throws InvalidSourcesException that tells everything that is wrong */
    public Sources read(Path file) {
        Problems problems = new Problems(file.toString());
        String text = "";
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException missing) {
            problems.add(null, "", "does not exist; expected a file of sources, as docs/intake.md describes it");
        } catch (IOException unreadable) {
            problems.add(null, "", "cannot be read: " + unreadable.getMessage() + "; expected a file in UTF-8");
        }
        return problems.none() ? read(text, problems) : none(problems);
    }

    /**
     * Reads sources from text.
     *
     * @param name what messages call it
     * @throws InvalidSourcesException that tells everything that is wrong
     */
    public Sources read(String yaml, String name) {
        return read(yaml, new Problems(name));
    }

    private Sources read(String yaml, Problems problems) {
        Optional<Sources> sources = new YamlDocument(problems, "sources, a list under the key sources,")
                .parse(yaml)
                .flatMap(node -> new Value(node, "", problems).block())
                .map(this::sources);
        return problems.none() ? sources.orElseThrow() : none(problems);
    }

    private static Sources none(Problems problems) {
        throw new InvalidSourcesException(problems.sorted());
    }

    private Sources sources(Block block) {
        List<Sender> senders = new ArrayList<>();
        Set<String> names = new HashSet<>();
        Set<String> keys = new HashSet<>();
        if (!block.has("sources")) {
            block.problem("sources", "is missing; expected a list of sources");
        }
        block.value("sources").ifPresent(value -> value.items()
                .forEach(item -> item.block().ifPresent(each -> senders.add(sender(each, names, keys)))));
        Rate requests = block.read(
                        "addresses", value -> value.block().map(each -> rate(each, "requests", Sources.USUAL_REQUESTS)))
                .orElse(Sources.USUAL_REQUESTS);
        block.end();
        return new Sources(senders, requests);
    }

    private Sender sender(Block block, Set<String> names, Set<String> keys) {
        String name = block.require("name", "a name such as web-shop", value -> name(value, names))
                .orElse("");
        List<WriteKey> own = new ArrayList<>();
        if (!block.has("keys")) {
            block.problem("keys", "is missing; expected a list of write keys, each " + KEY_EXPECTED);
        }
        block.value("keys").ifPresent(value -> value.itemsOrOne()
                .forEach(item -> key(item, keys).map(WriteKey::of).ifPresent(own::add)));
        Origins origins =
                new Origins(block.value("origins").map(SourcesReader::origins).orElse(List.of()));
        Optional<Block> rate = block.read("rate", Value::block);
        double share =
                rate.flatMap(each -> each.read("share", SourcesReader::share)).orElse(Sender.usualShare(origins));
        Rate events =
                rate.map(each -> rate(each, "events", Sender.USUAL_EVENTS)).orElse(Sender.USUAL_EVENTS);
        Optional<String> channel = block.read("channel", value -> value.text(LONGEST_CHANNEL));
        Optional<TouchpointClass> touchpointClass = block.read("class", SourcesReader::touchpointClass);
        List<MappingRule> rules = new ArrayList<>();
        block.value("rules").ifPresent(value -> value.items()
                .forEach(item -> item.block().ifPresent(each -> rules.add(rule(each)))));
        block.end();
        return new Sender(new Source(name, channel, touchpointClass, rules), own, origins, events, share);
    }

    private static Optional<String> name(Value value, Set<String> names) {
        return value.written("a name").flatMap(name -> {
            if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
                return value.fail("is " + name + "; expected 1 to 64 letters, digits, dots, dashes, underscores");
            }
            return names.add(name)
                    ? Optional.of(name)
                    : value.fail("is given twice: " + name + "; expected another name");
        });
    }

    private Optional<String> key(Value value, Set<String> keys) {
        return value.written(KEY_EXPECTED).flatMap(written -> {
            boolean named = written.startsWith(ENVIRONMENT);
            String variable = named ? written.substring(ENVIRONMENT.length()) : "";
            Optional<String> key = named ? environment.apply(variable) : Optional.of(written);
            if (key.isEmpty()) {
                return value.fail("names the environment variable " + variable + ", which is not set; expected it set");
            }
            // A message never repeats a key.
            if (!key.get().matches("[\\x21-\\x7e]{4,200}")) {
                return value.fail("is no write key; expected " + KEY_EXPECTED);
            }
            return keys.add(key.get()) ? key : value.fail("is given twice; expected each key once in all sources");
        });
    }

    private static List<String> origins(Value value) {
        List<String> origins = new ArrayList<>();
        for (Value item : value.itemsOrOne()) {
            item.written(Origins.EXPECTED).ifPresent(origin -> {
                if (Origins.isPattern(origin)) {
                    origins.add(origin);
                } else {
                    item.fail("is " + origin + "; expected " + Origins.EXPECTED);
                }
            });
        }
        return origins;
    }

    /** @param what the key that holds the figure: events or requests a second */
    private static Rate rate(Block block, String what, Rate usual) {
        double perSecond = block.read(what, SourcesReader::figure).orElse(usual.perSecond());
        double burst = block.read("burst", SourcesReader::figure)
                .orElse(block.has(what) ? Math.max(1, perSecond * BURST_SECONDS) : usual.burst());
        if (burst < 1) {
            block.problem("burst", "is " + burst + "; expected at least 1");
        }
        block.end();
        return new Rate(perSecond, burst);
    }

    private static Optional<Double> figure(Value value) {
        return figure(value, MOST, RATE_EXPECTED);
    }

    private static Optional<Double> share(Value value) {
        return figure(value, 1, "a part of the rate: a number more than 0, at most 1");
    }

    private static Optional<Double> figure(Value value, double most, String expected) {
        return value.written(expected).flatMap(text -> {
            try {
                double figure = Double.parseDouble(text);
                if (figure > 0 && figure <= most) {
                    return Optional.of(figure);
                }
            } catch (NumberFormatException none) {
                // Told below, as any other text that is no such number.
            }
            return value.fail("is " + text + "; expected " + expected);
        });
    }

    private static MappingRule rule(Block block) {
        Map<String, String> when = new LinkedHashMap<>();
        if (!block.has("when")) {
            block.problem("when", "is missing; expected fields with patterns, such as event: \"Order *\"");
        }
        block.read("when", Value::block).ifPresent(fields -> fields.entries().forEach((field, value) -> {
            if (!MappingRule.isField(field)) {
                value.fail("is no field of a touchpoint; expected " + MappingRule.FIELDS_EXPECTED);
            }
            value.written("a pattern").ifPresent(glob -> when.put(field, glob));
        }));
        if (!block.has("set")) {
            block.problem("set", "is missing; expected one of channel, class, contact");
        }
        Optional<Block> set = block.read("set", Value::block);
        MappingRule rule = new MappingRule(
                when,
                set.flatMap(each -> each.read("channel", value -> value.text(LONGEST_CHANNEL))),
                set.flatMap(each -> each.read("class", SourcesReader::touchpointClass)),
                set.flatMap(each -> each.read(
                        "contact", value -> value.choice(Contact.class, contact -> contact != Contact.UNKNOWN))));
        set.ifPresent(Block::end);
        block.end();
        return rule;
    }

    private static Optional<TouchpointClass> touchpointClass(Value value) {
        return value.choice(TouchpointClass.class, any -> any != TouchpointClass.UNKNOWN);
    }
}
